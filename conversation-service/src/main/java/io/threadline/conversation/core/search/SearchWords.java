package io.threadline.conversation.core.search;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of what somebody typed into a search box. */
public final class SearchWords {
  /** More words make no search narrower that people would type. */
  public static final int MOST = 8;

  private static final int LONGEST = 64;

  /** Letters and digits of any script, with what stands within words and addresses. */
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’._@+-][\\p{L}\\p{M}\\p{N}]+)*");

  private SearchWords() {}

  /** The words, lower case, at most {@value #MOST}. */
  public static List<String> of(String text) {
    return WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
        .results()
        .map(MatchResult::group)
        .map(word -> word.length() > LONGEST ? word.substring(0, LONGEST) : word)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .distinct()
        .limit(MOST)
        .toList();
  }

  /** The words that are worth remembering, to suggest them for mistyped ones. */
  public static List<String> toRemember(String text) {
    return WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
        .results()
        .map(MatchResult::group)
        .filter(word -> word.length() > 3 && word.length() <= 30)
        .filter(word -> word.codePoints().allMatch(Character::isLetter))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .distinct()
        .limit(200)
        .toList();
  }
}
