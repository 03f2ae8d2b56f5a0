package io.threadline.bench.shell;

import io.threadline.bench.DataFolder;
import io.threadline.bench.Figure;
import io.threadline.bench.Report;
import io.threadline.bench.pipeline.Pipeline;
import io.threadline.local.postgres.LocalPostgres;
import io.threadline.local.process.JavaCommand;
import io.threadline.local.run.Options;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code routing.shell_vs_sql}: tickets a second brought to an agent through the group commit,
 * beside SQL that does the same work, and beside one bare statement, on the same PostgreSQL in the
 * same run; the contenders take turns and the ratios are medians. Nobody publishes the outbox rows
 * of either. {@code routing.restore1M}: how long a takeover takes while so many tickets wait.
 * {@code routing.accept_p99}: an accept by REST, in the whole system.
 */
public final class ShellVsSql {

  private static final int HEAP_MEGABYTES = 3_072;

  private ShellVsSql() {}

  /**
   * Measures and reports.
   *
   * @throws IllegalStateException when something does not work as it must
   */
  public static void run(Report report, boolean quick) {
    Path data = DataFolder.create("shell");
    try (LocalPostgres postgres = LocalPostgres.start(data, 0).bootstrap()) {
      measure(postgres, report, quick);
    }
    DataFolder.delete(data);
    Pipeline.accepts(report, quick);
  }

  private static void measure(LocalPostgres postgres, Report report, boolean quick) {
    Map<String, List<Double>> values = values(command(postgres, quick));
    List<Double> shell = of(values, "shell");
    double rate = median(shell);
    // The references are stated such that value by reference is the median of the rounds' ratios.
    report.add(against("routing.shell_vs_sql", rate, median(ratios(shell, of(values, "sql")))));
    report.add(
        against("routing.shell_vs_bare_sql", rate, median(ratios(shell, of(values, "bare")))));
    report.note(
        ("a ticket takes %.0f us of the engine's thread, %.0f of the committing one, %.0f of this"
                + " process in all, %.0f of PostgreSQL; %.0f bytes of WAL, %.2f rows, %.4f commits")
            .formatted(
                last(values, "engine_us"),
                last(values, "commit_us"),
                last(values, "jvm_us"),
                last(values, "postgres_us"),
                last(values, "wal_bytes"),
                last(values, "rows"),
                last(values, "commits")));
    String many = quick ? "routing.restore20k" : "routing.restore1M";
    report.add(Figure.of(many, last(values, "restore"), "s"));
    report.add(Figure.of(many + "_rate", last(values, "restored"), "tickets/s"));
    report.note(
        "in a heap of %d MiB, %.0f of them used after it"
            .formatted(HEAP_MEGABYTES, last(values, "heap")));
  }

  private static List<Double> of(Map<String, List<Double>> values, String name) {
    List<Double> found = values.getOrDefault(name, List.of());
    if (found.isEmpty()) {
      throw new IllegalStateException("the measuring process did not say its " + name);
    }
    return found;
  }

  private static double last(Map<String, List<Double>> values, String name) {
    return of(values, name).getLast();
  }

  private static Figure against(String name, double value, double ratio) {
    return Figure.of(name, value, "tickets/s").against(value / ratio);
  }

  private static List<Double> ratios(List<Double> of, List<Double> to) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      ratios.add(of.get(i) / to.get(i));
    }
    return ratios;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static List<String> command(LocalPostgres postgres, boolean quick) {
    Path root = Options.standard().root();
    Path app = root.resolve("routing-service/target/quarkus-app");
    String classPath =
        String.join(
            File.pathSeparator,
            root.resolve("deploy/bench/target/classes").toString(),
            app.resolve("app") + "/*",
            app.resolve("quarkus/generated-bytecode.jar").toString(),
            app.resolve("lib/main") + "/*",
            app.resolve("lib/boot") + "/*");
    List<String> command = new ArrayList<>();
    command.add(JavaCommand.java());
    command.addAll(JavaCommand.steadyProcess(HEAP_MEGABYTES));
    command.addAll(List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
    command.addAll(List.of("-cp", classPath, ShellMain.class.getName()));
    command.add(postgres.jdbcUrl() + "?currentSchema=routing&reWriteBatchedInserts=true");
    command.addAll(List.of("routing_owner", "routing_app"));
    command.addAll(quick ? List.of("2", "1", "20000") : List.of("8", "3", "1000000"));
    return command;
  }

  /** What the process prints, by name, in order. */
  private static Map<String, List<Double>> values(List<String> command) {
    Map<String, List<Double>> values = new HashMap<>();
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        lines
            .lines()
            .map(line -> line.split(" ", -1))
            .filter(words -> words.length == 2 && words[1].matches("[0-9.E]+"))
            .forEach(words ->
                values
                    .computeIfAbsent(words[0], name -> new ArrayList<>())
                    .add(Double.valueOf(words[1])));
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("the measuring process ended with code " + code);
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("the measuring process could not be followed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }
}
