package io.threadline.bench.shell;

import io.threadline.bench.Figure;
import io.threadline.bench.Report;
import io.threadline.bench.pipeline.Pipeline;
import io.threadline.local.process.JavaCommand;
import io.threadline.local.run.LocalSystem;
import io.threadline.local.run.Options;
import io.threadline.local.run.Port;
import io.threadline.local.run.Secrets;
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
 * same run; the contenders take turns and the ratios are medians. {@code routing.restore}: how long
 * a takeover from the tables takes. {@code routing.accept_p99}: an accept by REST.
 */
public final class ShellVsSql {

  private static final int HEAP_MEGABYTES = 2_048;

  private ShellVsSql() {}

  /**
   * Measures and reports.
   *
   * @throws IllegalStateException when something does not work as it must
   */
  public static void run(Report report, boolean quick) {
    Pipeline.accepts(report, quick, system -> measure(system, report, quick));
  }

  private static void measure(LocalSystem system, Report report, boolean quick) {
    Map<String, List<Double>> values = values(command(system, quick));
    List<Double> shell = values.getOrDefault("shell", List.of());
    List<Double> sql = values.getOrDefault("sql", List.of());
    List<Double> bare = values.getOrDefault("bare", List.of());
    double rate = median(shell);
    // The references are stated such that value by reference is the median of the rounds' ratios.
    report.add(against("routing.shell_vs_sql", rate, median(ratios(shell, sql))));
    report.add(against("routing.shell_vs_bare_sql", rate, median(ratios(shell, bare))));
    report.add(
        Figure.of("routing.restore", median(values.getOrDefault("restore", List.of())), "s"));
    report.add(
        Figure.of(
            "routing.restore_rate",
            median(values.getOrDefault("restored", List.of())),
            "tickets/s"));
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
    if (values.isEmpty()) {
      throw new IllegalStateException("the measuring process did not say everything");
    }
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static List<String> command(LocalSystem system, boolean quick) {
    Path root = Options.standard().root();
    Path app = root.resolve("routing-service/target/quarkus-app");
    String classPath =
        String.join(
            File.pathSeparator,
            root.resolve("deploy/bench/target/classes").toString(),
            app.resolve("app") + "/*",
            app.resolve("lib/main") + "/*",
            app.resolve("lib/boot") + "/*");
    Secrets secrets = Secrets.open(system.data().secrets());
    List<String> command = new ArrayList<>();
    command.add(JavaCommand.java());
    command.addAll(JavaCommand.steadyProcess(HEAP_MEGABYTES));
    command.addAll(List.of("-cp", classPath, ShellMain.class.getName()));
    command.add(
        "jdbc:postgresql://localhost:%d/threadline?currentSchema=routing&reWriteBatchedInserts=true"
            .formatted(Port.POSTGRES.at(system.offset())));
    command.add(secrets.databasePassword("routing_owner"));
    command.add(secrets.databasePassword("routing_app"));
    command.addAll(quick ? List.of("2", "1", "20000") : List.of("6", "3", "1000000"));
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
      } finally {
        process.destroy();
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("the measuring process could not be followed", e);
    }
  }
}
