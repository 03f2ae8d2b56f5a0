package io.threadline.bench;

import java.io.PrintStream;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Where figures go as they are measured: JSON lines for programs, or a table for people. */
public final class Report {

  private static final String ROW = "%-34s %12s %-12s %12s %8s%n";

  private final PrintStream out;
  private final PrintStream log;
  private final boolean json;

  /**
   * @param out gets the figures, and with {@code json} nothing else
   * @param log gets what happens meanwhile
   */
  public Report(PrintStream out, PrintStream log, boolean json) {
    this.out = out;
    this.log = log;
    this.json = json;
  }

  /** Begins: a table says first which machine its figures are of. */
  public void begin(Machine machine) {
    if (!json) {
      out.println(machine.describe());
      out.println();
      out.printf(ROW, "figure", "value", "unit", "reference", "ratio");
    }
  }

  /** Prints a figure and answers it. */
  public Figure add(Figure figure) {
    if (json) {
      out.println(figure.json());
    } else {
      out.printf(
          ROW,
          figure.name(),
          plain(figure.value()),
          figure.unit(),
          plain(figure.reference()),
          plain(figure.ratio()));
    }
    out.flush();
    return figure;
  }

  /** A line for people; programs get {@link #object}. */
  public void line(String line) {
    if (!json) {
      out.println(line);
      out.flush();
    }
  }

  /** A JSON object for programs; people get {@link #line}. */
  public void object(String object) {
    if (json) {
      out.println(object);
      out.flush();
    }
  }

  /** Says what happens or how a figure came about. */
  public void note(String line) {
    log.println("  " + line);
  }

  private static String plain(@Nullable Double number) {
    BigDecimal rounded = Figure.rounded(number);
    return rounded == null ? "" : rounded.toPlainString();
  }
}
