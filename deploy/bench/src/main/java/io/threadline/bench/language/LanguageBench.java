package io.threadline.bench.language;

import io.threadline.bench.Figure;
import io.threadline.bench.Report;
import io.threadline.bench.ServiceCode;
import io.threadline.local.run.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How often routing-service tells the language of a text right, by language, on texts of 80
 * characters or more: the part told right among the eleven promised languages, held against the
 * promise. It is measured in a process of its own, with the class path of the packaged service: the
 * code that routes, not a copy of it.
 */
public final class LanguageBench {
  private static final String MEASURE = "io.threadline.routing.intake.language.LanguageAccuracy";
  private static final double PROMISE = 0.97;
  private static final String OWN = "routing-service/src/test/resources/language/authored.tsv";
  private static final String THIRD_PARTY = "language/lingua_sentences.tsv";

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
    ServiceCode service = new ServiceCode(root, "routing-service");
    Path thirdParty = service.sample(THIRD_PARTY);
    if (Files.exists(thirdParty)) {
      files.add(thirdParty);
    } else {
      report.note("without third-party texts: there is no " + thirdParty);
    }
    report(report, service.run(MEASURE, files).stream().map(Line::parse).toList());
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
}
