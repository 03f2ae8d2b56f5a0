package io.threadline.routing.intake;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alphabet of a text, and the language where that alone tells it.
 *
 * @param letters how many letters were counted
 * @param language ISO 639, or null where several languages share the alphabet
 */
record Script(int letters, @Nullable String language) {
  /** Digraphs and pointed letters that Yiddish has and Hebrew has not. */
  private static final String YIDDISH = "\u05F0\u05F1\u05F2\uFB2E\uFB2F\uFB4E\uFB1F\uFB4C";

  /** Letters of Kyrgyz; Kazakh has others beside them, Mongolian and Tuvan lack the n with tail. */
  private static final String KYRGYZ = "\u04E9\u04AF\u04A3";

  private static final String KAZAKH = "\u0493\u049B\u04B1\u04D9\u0456";
  private static final String UKRAINIAN = "\u0456\u0457\u0454\u0491";
  private static final String RUSSIAN_ONLY = "\u044B\u044D\u044A\u0451";
  private static final double MAJORITY = 0.6;

  static Script of(String text) {
    Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
    int letters = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int letter = text.codePointAt(i);
      if (Character.isLetter(letter)) {
        letters++;
        counts.merge(UnicodeScript.of(letter), 1, Integer::sum);
      }
    }
    int needed = (int) Math.ceil(letters * MAJORITY);
    for (var entry : counts.entrySet()) {
      if (entry.getValue() >= needed && entry.getValue() >= 2) {
        return new Script(
            letters, language(entry.getKey(), text.toLowerCase(java.util.Locale.ROOT)));
      }
    }
    return new Script(letters, null);
  }

  private static @Nullable String language(UnicodeScript script, String text) {
    return switch (script) {
      case ARMENIAN -> "hy";
      case GEORGIAN -> "ka";
      case GREEK -> "el";
      case THAI -> "th";
      case HANGUL -> "ko";
      case HIRAGANA, KATAKANA -> "ja";
      case HEBREW -> isYiddish(text) ? "yi" : "he";
      case CYRILLIC -> cyrillic(text);
      default -> null;
    };
  }

  private static boolean isYiddish(String text) {
    return has(text, YIDDISH)
        || text.contains("\u05D0\u05B7")
        || text.contains("\u05D0\u05B8")
        || text.contains("\u05E4\u05BF")
        || text.contains("\u05F2\u05B7");
  }

  /** Kyrgyz and Ukrainian by letters of their own; the model tells the others. */
  private static @Nullable String cyrillic(String text) {
    if (has(text, KYRGYZ) && !has(text, KAZAKH)) {
      return "ky";
    }
    return has(text, UKRAINIAN) && !has(text, RUSSIAN_ONLY) && !has(text, KYRGYZ) ? "uk" : null;
  }

  private static boolean has(String text, String letters) {
    return letters.chars().anyMatch(letter -> text.indexOf(letter) >= 0);
  }
}
