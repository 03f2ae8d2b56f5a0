package io.threadline.bench.corpus;

/** What a sample showed. */
public sealed interface Verdict {

  /** The result is the expected one. */
  record Agrees() implements Verdict {}

  /**
   * The result is another.
   *
   * @param reason what was expected and what came out
   */
  record Disagrees(String reason) implements Verdict {}

  /** It was read without a failure, and nothing is expected of it beyond that. */
  record Read() implements Verdict {}

  /**
   * Nothing came out of it: a failure, or silence where something had to be said.
   *
   * @param reason what happened
   */
  record Lost(String reason) implements Verdict {}

  /** Whether two values are the same, named in the reason if not. */
  static Verdict same(String what, Object expected, Object found) {
    return expected.equals(found)
        ? new Agrees()
        : new Disagrees("%s is %s, not %s".formatted(what, shown(found), shown(expected)));
  }

  /** A value, bounded, on one line. */
  static String shown(Object value) {
    String text = value.toString().replace("\n", "\\n").replace("\r", "\\r");
    return "'" + (text.length() <= 200 ? text : text.substring(0, 200) + "…") + "'";
  }
}
