package io.threadline.conversation.core;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Colleagues named in a note, as {@code @agent2}. */
public final class Mentions {
  /** How many colleagues one note tells. */
  public static final int MOST = 20;

  /** Not the part of an email address after its @. */
  private static final Pattern MENTION =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}._+-])@([\\p{L}\\p{N}](?:[\\p{L}\\p{N}._-]{0,98}[\\p{L}\\p{N}])?)");

  private Mentions() {}

  /** Their login names, each once, in the order of the text. */
  public static List<String> of(String text) {
    return MENTION
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1).toLowerCase(Locale.ROOT))
        .distinct()
        .limit(MOST)
        .toList();
  }
}
