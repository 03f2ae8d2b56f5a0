package io.threadline.ingest.channel.twilio.core;

import io.threadline.contracts.inbound.Keyword;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words carriers reserve. Only a message that consists of nothing else counts, blanks, emoji
 * and punctuation around it aside: "stop by tomorrow" is a message, "Stop." is a wish.
 */
public final class Keywords {
  private static final int LONGEST = 32;

  /** Twilio's defaults for long codes, with the French words that Canadian carriers require. */
  private static final Map<String, Keyword> WORDS =
      Map.ofEntries(
          Map.entry("STOP", Keyword.STOP),
          Map.entry("STOPALL", Keyword.STOP),
          Map.entry("UNSUBSCRIBE", Keyword.STOP),
          Map.entry("CANCEL", Keyword.STOP),
          Map.entry("END", Keyword.STOP),
          Map.entry("QUIT", Keyword.STOP),
          Map.entry("REVOKE", Keyword.STOP),
          Map.entry("OPTOUT", Keyword.STOP),
          Map.entry("ARRET", Keyword.STOP),
          Map.entry("ARRÊT", Keyword.STOP),
          Map.entry("ARRETT", Keyword.STOP),
          Map.entry("ARRETE", Keyword.STOP),
          Map.entry("START", Keyword.START),
          Map.entry("YES", Keyword.START),
          Map.entry("UNSTOP", Keyword.START),
          Map.entry("HELP", Keyword.HELP),
          Map.entry("INFO", Keyword.HELP));

  private Keywords() {}

  /** The keyword that the whole text is, or null. */
  public static @Nullable Keyword of(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && !isWord(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (to > from && !isWord(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return to - from > LONGEST
        ? null
        : WORDS.get(text.substring(from, to).toUpperCase(Locale.ROOT));
  }

  private static boolean isWord(int codePoint) {
    return Character.isLetterOrDigit(codePoint);
  }
}
