package io.threadline.conversation.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a text where the words are that were searched, in pieces that match and pieces that
 * do not, so that nobody has to trust markup.
 */
public final class Excerpt {
  private static final int BEFORE = 60;
  private static final int LONGEST = 240;
  private static final int SHORTEST_STEM = 3;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern LEXEME = Pattern.compile("'((?:[^']|'')+)'");

  private Excerpt() {}

  /** A piece of an excerpt. */
  public record Part(String text, boolean match) {}

  private record Span(int start, int end) {}

  /** The words and stems of a query in PostgreSQL's notation, as {@code 'parcel':* | 'parc'}. */
  public static Set<String> stems(String query) {
    Set<String> stems = new TreeSet<>();
    LEXEME
        .matcher(query)
        .results()
        .forEach(
            lexeme -> WORD.matcher(lexeme.group(1)).results().forEach(w -> stems.add(w.group())));
    return stems;
  }

  /**
   * The excerpt of a text.
   *
   * @param stems words, and beginnings of words of three letters at least, lower case
   */
  public static List<Part> of(String text, Set<String> stems) {
    List<Span> matches = matches(text, stems);
    int from = matches.isEmpty() ? 0 : wordStart(text, matches.getFirst().start() - BEFORE);
    int to = wordEnd(text, from + LONGEST);
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder(from > 0 ? "…" : "");
    int at = from;
    for (Span match : matches) {
      if (match.end() > to) {
        break;
      }
      plain.append(text, at, match.start());
      if (!plain.isEmpty()) {
        parts.add(new Part(plain.toString(), false));
        plain.setLength(0);
      }
      parts.add(new Part(text.substring(match.start(), match.end()), true));
      at = match.end();
    }
    plain.append(text, at, to).append(to < text.length() ? "…" : "");
    if (!plain.isEmpty()) {
      parts.add(new Part(plain.toString(), false));
    }
    return parts;
  }

  private static List<Span> matches(String text, Set<String> stems) {
    List<Span> found = new ArrayList<>();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String word = words.group().toLowerCase(Locale.ROOT);
      boolean matches =
          stems.contains(word)
              || stems.stream()
                  .anyMatch(stem -> stem.length() >= SHORTEST_STEM && word.startsWith(stem));
      if (matches) {
        found.add(new Span(words.start(), words.end()));
      }
    }
    return found;
  }

  private static int wordStart(String text, int at) {
    int start = Math.max(0, at);
    while (start > 0 && Character.isLetterOrDigit(text.codePointBefore(start))) {
      start -= Character.charCount(text.codePointBefore(start));
      if (at - start > BEFORE) {
        return whole(text, Math.max(0, at));
      }
    }
    return start;
  }

  private static int wordEnd(String text, int at) {
    int end = Math.min(text.length(), at);
    while (end < text.length()
        && end < at + BEFORE
        && Character.isLetterOrDigit(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return whole(text, end);
  }

  /** Never between the halves of a pair. */
  private static int whole(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
