package io.threadline.routing.intake.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * About how many instructions a pattern of RE2 compiles to. Repetitions are written out when it is
 * compiled, so that nested ones could fill the memory before their size is known: this counts
 * without compiling.
 */
final class PatternSize {
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?\\}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[pP]\\{[^}]*\\}|x\\{[^}]*\\}|.)");
  private static final Pattern CLASS =
      Pattern.compile("\\[\\^?\\]?(?:\\[:\\^?\\w+:\\]|\\\\.|[^\\]\\\\])*\\]");

  private final Deque<Double> outer = new ArrayDeque<>();
  private double sum;
  private double last;

  private PatternSize() {}

  /** The size; it can be far beyond any integer. */
  static double of(String pattern) {
    PatternSize size = new PatternSize();
    int at = 0;
    while (at < pattern.length()) {
      at = size.step(pattern, at);
    }
    return size.sum;
  }

  /** Reads one piece; returns where the next begins. */
  private int step(String pattern, int at) {
    return switch (pattern.charAt(at)) {
      case '(' -> {
        outer.push(sum);
        sum = 0;
        last = 0;
        yield at + 1;
      }
      case ')' -> {
        last = sum + 2;
        sum = last + (outer.isEmpty() ? 0 : outer.pop());
        yield at + 1;
      }
      case '{' -> repeat(pattern, at);
      case '[' -> atom(CLASS.matcher(pattern), at);
      case '\\' -> atom(ESCAPE.matcher(pattern), at);
      default -> literal(at + 1);
    };
  }

  private int repeat(String pattern, int at) {
    Matcher repeat = REPEAT.matcher(pattern).region(at, pattern.length());
    if (!repeat.lookingAt()) {
      return literal(at + 1);
    }
    String upTo = repeat.group(2);
    String times = upTo == null || upTo.isEmpty() ? repeat.group(1) : upTo;
    double repeated = last * Math.max(1, Integer.parseInt(times));
    sum += repeated - last;
    last = repeated;
    return repeat.end();
  }

  private int atom(Matcher matcher, int at) {
    matcher.region(at, matcher.regionEnd());
    return literal(matcher.lookingAt() ? matcher.end() : at + 1);
  }

  private int literal(int next) {
    last = 1;
    sum++;
    return next;
  }
}
