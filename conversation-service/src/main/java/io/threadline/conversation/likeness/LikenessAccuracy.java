package io.threadline.conversation.likeness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures suggestions on files of people with known doubles, a line each: name, people, pairs that
 * are one person, pairs compared, suggested, rightly suggested. {@code ./threadline bench identity}
 * runs it.
 */
public final class LikenessAccuracy {
  private LikenessAccuracy() {}

  /**
   * What came out for a file.
   *
   * @param doubles pairs that are one person
   * @param compared pairs that shared a blocking key
   * @param right pairs that were suggested and are one person
   */
  public record Outcome(
      String name, int people, long doubles, long compared, long suggested, long right) {
    /** The part of what was suggested that is right. */
    public double precision() {
      return suggested == 0 ? 1 : (double) right / suggested;
    }

    /** The part of the doubles that was suggested. */
    public double recall() {
      return (double) right / doubles;
    }
  }

  /** Measures each file that is named. */
  public static void main(String[] files) throws IOException {
    PrintStream out = System.out;
    for (String file : files) {
      Outcome o = measure(Path.of(file));
      out.printf(
          "%s\t%d\t%d\t%d\t%d\t%d%n",
          o.name(), o.people(), o.doubles(), o.compared(), o.suggested(), o.right());
    }
  }

  /** Compares all people of a file who share a key. */
  public static Outcome measure(Path file) throws IOException {
    List<LabelledPeople.Labelled> people = LabelledPeople.read(file);
    Population population =
        Population.of(people.stream().map(LabelledPeople.Labelled::person).toList());
    Likeness likeness = new Likeness(population);
    long suggested = 0;
    long right = 0;
    List<LabelledPeople.Pair> pairs = LabelledPeople.sharingAKey(people);
    for (LabelledPeople.Pair pair : pairs) {
      double bits = likeness.compare(pair.one().person(), pair.other().person()).bits();
      if (bits >= population.enough()) {
        suggested++;
        right += pair.isOne() ? 1 : 0;
      }
    }
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.csv$", "");
    return new Outcome(
        name, people.size(), LabelledPeople.doubles(people), pairs.size(), suggested, right);
  }
}
