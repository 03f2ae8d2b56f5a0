package io.threadline.conversation.likeness;

import java.util.Arrays;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Whether two words may be one, mistyped or misheard. */
final class Spelling {
  /** The boundary that Winkler's own studies of names use. */
  private static final double ALIKE = 0.9;

  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();
  private static final int SHORTEST = 3;
  private static final int LONG = 7;

  private Spelling() {}

  /**
   * One slip of the keyboard in a short word, two in a long one, or letters that changed places.
   */
  static boolean isClose(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    return shorter >= SHORTEST
        && (hasSameLetters(one, other)
            || isWithin(shorter >= LONG ? 2 : 1, one, other)
            || SIMILARITY.apply(one, other) >= ALIKE);
  }

  /** True if no more than that many letters were typed wrong, left out or added. */
  static boolean isWithin(int slips, String one, String other) {
    return Math.abs(one.length() - other.length()) <= slips
        && new LevenshteinDistance(slips).apply(one, other) >= 0;
  }

  /** True if one is the other with its letters in another order. */
  static boolean hasSameLetters(String one, String other) {
    return one.length() == other.length() && sorted(one).equals(sorted(other));
  }

  /** The letters in order: equal for all words that typing in the wrong order makes of one. */
  static String sorted(String word) {
    char[] letters = word.toCharArray();
    Arrays.sort(letters);
    return new String(letters);
  }
}
