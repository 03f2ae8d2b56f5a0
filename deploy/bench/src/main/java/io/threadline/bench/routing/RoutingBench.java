package io.threadline.bench.routing;

import io.threadline.bench.Figure;
import io.threadline.bench.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The routing core by itself, every decision with its explanation. Each scenario runs in a JVM of
 * its own with one thread.
 */
public final class RoutingBench {
  private static final String IDLE = "arrivalIdle";
  private static final int MILLION = 1_000_000;

  private RoutingBench() {}

  /**
   * Runs all scenarios.
   *
   * @param quick true for a second each and without those of a million tickets
   * @throws IllegalStateException if a scenario fails
   */
  public static void run(Report report, boolean quick) {
    Map<String, Double> micros = new TreeMap<>();
    for (RunResult result : measure(quick)) {
      String name = name(result);
      double perOperation = result.getPrimaryResult().getScore();
      micros.put(name, perOperation);
      report.add(Figure.of("routing." + name, perOperation, "us/op"));
      Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
      if (bytes != null) {
        report.note("%s allocates %.0f bytes per operation".formatted(name, bytes.getScore()));
      }
    }
    double at1k = require(micros, IDLE + "_1k");
    double at10k = require(micros, IDLE + "_10k");
    double at100k = require(micros, IDLE + "_100k");
    report.add(Figure.of("routing.decisions_10k", 1e6 / at10k, "decisions/s"));
    report.add(Figure.of("routing.time_ratio_100k_1k", at100k / at1k, "times"));
  }

  private static double require(Map<String, Double> micros, String name) {
    Double value = micros.get(name);
    if (value == null) {
      throw new IllegalStateException("scenario '" + name + "' gave no result: " + micros);
    }
    return value;
  }

  private static Collection<RunResult> measure(boolean quick) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("io\\.threadline\\.bench\\.routing\\..*")
            .forks(1)
            .threads(1)
            .mode(org.openjdk.jmh.annotations.Mode.AverageTime)
            .timeUnit(java.util.concurrent.TimeUnit.MICROSECONDS)
            .warmupIterations(quick ? 2 : 5)
            .warmupTime(TimeValue.seconds(quick ? 1 : 2))
            .measurementIterations(quick ? 1 : 5)
            .measurementTime(TimeValue.seconds(quick ? 1 : 2))
            .shouldFailOnError(true)
            .addProfiler(GCProfiler.class)
            .output(log().toString())
            .jvmArgs("-Xms" + (quick ? "1g" : "4g"), "-Xmx4g", "-XX:+UseSerialGC");
    if (quick) {
      options.exclude(".*1M").param("waiting", "1000", "10000");
    }
    try {
      return new Runner(options.build()).run();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH: " + e.getMessage(), e);
    }
  }

  private static Path log() {
    try {
      return Files.createTempFile("threadline-jmh", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code arrivalIdle_10k}. */
  private static String name(RunResult result) {
    String method = result.getPrimaryResult().getLabel();
    String parameters =
        result.getParams().getParamsKeys().stream()
            .map(key -> size(result.getParams().getParam(key)))
            .collect(Collectors.joining("_"));
    return parameters.isEmpty() ? method : method + "_" + parameters;
  }

  private static String size(String number) {
    int value = Integer.parseInt(number);
    return value < MILLION
        ? value / 1_000 + "k"
        : String.format(Locale.ROOT, "%dM", value / MILLION);
  }
}
