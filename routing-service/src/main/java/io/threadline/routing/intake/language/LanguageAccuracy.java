package io.threadline.routing.intake.language;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How often {@link LanguageGuess} is right, on texts of which the language is known. Only texts
 * long enough to promise something about count.
 */
public final class LanguageAccuracy {
  /** From this length on, in characters, a text counts. */
  public static final int MIN_CHARACTERS = 80;

  /** The promise: the part of the texts of each language that must be told right. */
  public static final double TARGET = 0.97;

  /** The languages that the promise is about. */
  public static final SortedSet<String> PROMISED =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(List.of("ar", "de", "en", "es", "eu", "fr", "he", "hy", "ky", "ru", "yi")));

  private LanguageAccuracy() {}

  /** A text in a known language (ISO 639). */
  public record Labelled(String language, String text) {}

  /**
   * What came out for one language.
   *
   * @param texts that counted
   * @param routed told right among the promised languages, as in a pool where all are spoken
   * @param written told right among all languages that are known, about a hundred
   */
  public record Row(String language, int texts, int routed, int written) {

    /** The part that routing went right with. */
    public double accuracy() {
      return (double) routed / texts;
    }

    private Row with(boolean rightAmongPromised, boolean rightAmongAll) {
      return new Row(
          language,
          texts + 1,
          routed + (rightAmongPromised ? 1 : 0),
          written + (rightAmongAll ? 1 : 0));
    }
  }

  /** A row per promised language that there are texts of. */
  public static List<Row> measure(List<Labelled> texts) {
    LanguageGuess guess = new LanguageGuess();
    SortedMap<String, Row> rows = new TreeMap<>();
    for (Labelled each : texts) {
      String language = each.language();
      if (PROMISED.contains(language) && each.text().length() >= MIN_CHARACTERS) {
        boolean routed = language.equals(guess.guess(each.text(), PROMISED, null));
        boolean written = language.equals(guess.written(each.text()));
        rows.compute(
            language,
            (_, row) -> (row == null ? new Row(language, 0, 0, 0) : row).with(routed, written));
      }
    }
    return List.copyOf(rows.values());
  }

  /** The texts of a file: language, tab, text; a heading is passed over, as it is no language. */
  public static List<Labelled> read(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      List<Labelled> texts = new ArrayList<>();
      lines
          .map(line -> line.split("\t", 2))
          .filter(fields -> fields.length == 2)
          .forEach(fields -> texts.add(new Labelled(fields[0], fields[1])));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException("the texts in " + file + " cannot be read", e);
    }
  }

  /** The rows for people. */
  public static String table(List<Row> rows) {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-9s %6s %22s %18s%n"
            .formatted(
                "language", "texts", "right among the " + PROMISED.size(), "right among all"));
    for (Row row : rows) {
      table.append(
          "%-9s %6d %22s %18s%n"
              .formatted(
                  row.language(),
                  row.texts(),
                  percent(row.routed(), row.texts()),
                  percent(row.written(), row.texts())));
    }
    return table.toString();
  }

  private static String percent(int right, int of) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * right / of);
  }

  /**
   * Measures the texts of files and prints a line per language for programs: language, texts, right
   * among the promised, right among all, with tabs between.
   */
  public static void main(String[] files) {
    List<Labelled> texts = new ArrayList<>();
    for (String file : files) {
      texts.addAll(read(Path.of(file)));
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (Row row : measure(texts)) {
      out.println(
          String.join(
              "\t",
              row.language(),
              Integer.toString(row.texts()),
              Integer.toString(row.routed()),
              Integer.toString(row.written())));
    }
  }
}
