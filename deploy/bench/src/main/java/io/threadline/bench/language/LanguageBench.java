package io.threadline.bench.language;

import io.threadline.bench.Figure;
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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often routing-service tells the language of a text right, by language, on texts of 80
 * characters or more: the part told right among the eleven promised languages, held against the
 * promise. It is measured in a process of its own, with the class path of the packaged service: the
 * code that routes, not a copy of it.
 */
public final class LanguageBench {
  private static final String MEASURE = "io.threadline.routing.intake.language.LanguageAccuracy";
  private static final int HEAP_MEGABYTES = 256;
  private static final double PROMISE = 0.97;
  private static final String OWN = "routing-service/src/test/resources/language/authored.tsv";
  private static final String THIRD_PARTY = "../shared/data/language/lingua_sentences.tsv";

  private LanguageBench() {}

  /**
   * What came out for a language.
   *
   * @param texts that counted
   * @param right among the promised languages
   * @param rightOfAll among all languages that are known
   */
  record Line(String language, int texts, int right, int rightOfAll) {

    /** Reads a line of what the measuring process prints. */
    static Line parse(String line) {
      String[] fields = line.split("\t");
      if (fields.length != 4) {
        throw new IllegalStateException(
            "'" + line + "' is not language, texts, right, right of all");
      }
      return new Line(
          fields[0],
          Integer.parseInt(fields[1]),
          Integer.parseInt(fields[2]),
          Integer.parseInt(fields[3]));
    }
  }

  /** Measures and reports a figure per language, and the whole. */
  public static void run(Report report) {
    Path root = Options.standard().root();
    List<Path> files = new ArrayList<>(List.of(root.resolve(OWN)));
    Path thirdParty = thirdParty(root);
    if (Files.exists(thirdParty)) {
      files.add(thirdParty);
    } else {
      report.note("without third-party texts: there is no " + thirdParty);
    }
    report(report, measure(root, files));
  }

  /** Reports what was measured. */
  static void report(Report report, List<Line> lines) {
    for (Line line : lines) {
      report.note(
          "%s: %d texts, %d right, %d right among all languages"
              .formatted(line.language(), line.texts(), line.right(), line.rightOfAll()));
      report.add(
          Figure.of("language." + line.language(), part(line.right(), line.texts()), "part")
              .against(PROMISE));
    }
    int texts = lines.stream().mapToInt(Line::texts).sum();
    int right = lines.stream().mapToInt(Line::right).sum();
    int rightOfAll = lines.stream().mapToInt(Line::rightOfAll).sum();
    report.add(Figure.of("language.accuracy", part(right, texts), "part").against(PROMISE));
    report.add(Figure.of("language.accuracy_open", part(rightOfAll, texts), "part"));
    report.add(Figure.of("language.texts", texts, "texts"));
  }

  private static double part(int right, int of) {
    if (of == 0) {
      throw new IllegalStateException("there was no text to measure");
    }
    return (double) right / of;
  }

  private static Path thirdParty(Path root) {
    return Optional.ofNullable(System.getenv("THREADLINE_DATA"))
        .map(folder -> Path.of(folder, "language", "lingua_sentences.tsv"))
        .filter(Files::exists)
        .orElse(root.resolve(THIRD_PARTY));
  }

  private static List<Line> measure(Path root, List<Path> files) {
    Path service = root.resolve("routing-service/target/quarkus-app");
    if (!Files.isDirectory(service)) {
      throw new IllegalStateException(
          "routing-service is not built: there is no %s. Build with ./threadline build"
              .formatted(service));
    }
    List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
    command.addAll(JavaCommand.smallProcess(HEAP_MEGABYTES));
    command.addAll(
        List.of(
            "-cp",
            String.join(
                File.pathSeparator,
                service.resolve("app") + "/*",
                service.resolve("lib/main") + "/*",
                service.resolve("lib/boot") + "/*"),
            MEASURE));
    files.forEach(file -> command.add(file.toString()));
    return lines(command);
  }

  private static List<Line> lines(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (Stream<String> out = process.inputReader(StandardCharsets.UTF_8).lines()) {
        List<Line> lines = out.map(Line::parse).toList();
        int code = process.waitFor();
        if (code != 0) {
          throw new IllegalStateException("measuring the languages ended with code " + code);
        }
        return lines;
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the languages cannot be measured", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the languages are measured", e);
    }
  }
}
