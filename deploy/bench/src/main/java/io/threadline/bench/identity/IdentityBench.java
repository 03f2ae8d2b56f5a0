package io.threadline.bench.identity;

import io.threadline.bench.Figure;
import io.threadline.bench.Report;
import io.threadline.bench.ServiceCode;
import io.threadline.local.run.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How good conversation-service's suggestions of who may be one person are, on third-party sets of
 * people of whom it is known: precision and recall over pairs, held against what is promised, and
 * how many pairs were compared for each person.
 */
public final class IdentityBench {
  private static final String MEASURE = "io.threadline.conversation.likeness.LikenessAccuracy";
  private static final double PRECISION = 0.99;
  private static final double RECALL = 0.85;
  private static final List<String> SETS =
      List.of(
          "identity/febrl/dataset1.csv",
          "identity/febrl/dataset3.csv",
          "identity/splink/fake_1000_from_splink_demos.csv");

  private IdentityBench() {}

  /**
   * What came out for a set.
   *
   * @param doubles pairs that are one person
   * @param compared pairs that were looked at
   * @param right pairs that were suggested and are one person
   */
  record Line(String name, int people, long doubles, long compared, long suggested, long right) {

    /** Reads a line of what the measuring process prints. */
    static Line parse(String line) {
      String[] fields = line.split("\t");
      if (fields.length != 6) {
        throw new IllegalStateException(
            "'" + line + "' is not name, people, doubles, compared, suggested, right");
      }
      return new Line(
          fields[0].replaceFirst("^dataset", "febrl").replaceFirst("^fake_.*", "splink"),
          Integer.parseInt(fields[1]),
          Long.parseLong(fields[2]),
          Long.parseLong(fields[3]),
          Long.parseLong(fields[4]),
          Long.parseLong(fields[5]));
    }
  }

  /** Measures and reports each set that is there. */
  public static void run(Report report) {
    ServiceCode service = new ServiceCode(Options.standard().root(), "conversation-service");
    List<Path> files = new ArrayList<>();
    for (String set : SETS) {
      Path file = service.sample(set);
      if (Files.exists(file)) {
        files.add(file);
      } else {
        report.note("skipped: there is no " + file);
      }
    }
    if (!files.isEmpty()) {
      report(report, service.run(MEASURE, files).stream().map(Line::parse).toList());
    }
  }

  /** Reports what was measured. */
  static void report(Report report, List<Line> lines) {
    for (Line line : lines) {
      String name = "identity." + line.name();
      report.note(
          "%s: %d people, %d doubles, %d suggested, %d of them right"
              .formatted(
                  line.name(), line.people(), line.doubles(), line.suggested(), line.right()));
      report.add(
          Figure.of(name + "_precision", part(line.right(), line.suggested()), "part")
              .against(PRECISION));
      report.add(
          Figure.of(name + "_recall", part(line.right(), line.doubles()), "part").against(RECALL));
      report.add(Figure.of(name + "_compared", part(line.compared(), line.people()), "pairs each"));
    }
  }

  private static double part(long some, long of) {
    if (of == 0) {
      throw new IllegalStateException("there was nothing to measure");
    }
    return (double) some / of;
  }
}
