package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.bench.Report;
import io.threadline.local.process.JavaCommand;
import io.threadline.local.run.Options;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./threadline bench corpus}: what production makes of a folder of samples, by set. The
 * parsers run in a process of their own, with the class path of the packaged ingest-service and a
 * small heap, so that a sample that needs much is seen.
 */
public final class CorpusBench {
  /** The folder, laid out as {@code ../shared/data}. */
  public static final String DATA = "--data";

  /** Each disagreement with its reason, too. */
  public static final String DISAGREEMENTS = "--disagreements";

  private static final String STANDARD = "../shared/data";
  private static final int HEAP_MEGABYTES = 192;

  private CorpusBench() {}

  /** What is wrong with the options; null if nothing is. */
  public static @Nullable String refusal(Map<String, String> options) {
    String given = options.get(DATA);
    return given == null || Files.isDirectory(Path.of(given))
        ? null
        : "%s '%s' is not a folder: name one laid out as %s".formatted(DATA, given, STANDARD);
  }

  /** Measures and reports a figure per set. */
  public static void run(Report report, Map<String, String> options) {
    Path root = Options.standard().root();
    Path data = data(root, options);
    if (!Files.isDirectory(data)) {
      report.note("skipped: there are no samples in " + data);
      return;
    }
    boolean all = options.containsKey(DISAGREEMENTS);
    for (String line : lines(command(root, data))) {
      report(report, line, all);
    }
  }

  /** One line of the measuring process: for programs as it is, for people as a row. */
  static void report(Report report, String line, boolean disagreements) {
    JsonNode node = Samples.json(line);
    if (node.has("figure")) {
      report.object(line);
      report.line(row(node));
    } else if (disagreements) {
      report.object(line);
      report.line(
          "  %s: %s".formatted(node.path("sample").asText(), node.path("disagreement").asText()));
    }
  }

  private static String row(JsonNode node) {
    String row =
        "%-34s %12s %-12s %12s %8s"
            .formatted(
                node.path("figure").asText(),
                node.path("value").asText(),
                node.path("unit").asText(),
                node.path("reference").asText(),
                node.path("ratio").asText());
    return node.has("lost")
        ? row
            + "  %s samples, %s lost, slowest %s ms, at most %s MB allocated"
                .formatted(
                    node.path("samples").asText(),
                    node.path("lost").asText(),
                    node.path("slowest_ms").asText(),
                    node.path("most_allocated_mb").asText())
        : row;
  }

  private static Path data(Path root, Map<String, String> options) {
    String given = options.get(DATA);
    String environment = System.getenv("THREADLINE_DATA");
    if (given != null) {
      return Path.of(given).toAbsolutePath();
    }
    boolean samples = environment != null && Files.isDirectory(Path.of(environment, "email-mime"));
    return samples ? Path.of(environment) : root.resolve(STANDARD).normalize();
  }

  private static List<String> command(Path root, Path data) {
    Path service = root.resolve("ingest-service/target/quarkus-app");
    if (!Files.isDirectory(service)) {
      throw new IllegalStateException(
          "ingest-service is not built: there is no %s. Build with ./threadline build"
              .formatted(service));
    }
    List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
    command.addAll(JavaCommand.steadyProcess(HEAP_MEGABYTES));
    command.addAll(
        List.of(
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-cp",
            String.join(
                File.pathSeparator,
                root.resolve("deploy/bench/target/classes").toString(),
                service.resolve("app") + "/*",
                service.resolve("lib/main") + "/*",
                service.resolve("lib/boot") + "/*"),
            CorpusMain.class.getName(),
            data.toString()));
    return command;
  }

  private static List<String> lines(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (Stream<String> out = process.inputReader(StandardCharsets.UTF_8).lines()) {
        List<String> lines = out.toList();
        int code = process.waitFor();
        if (code != 0) {
          throw new IllegalStateException("reading the samples ended with code " + code);
        }
        return lines;
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the samples cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the samples are read", e);
    }
  }
}
