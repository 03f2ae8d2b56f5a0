package io.threadline.routing.intake.language;

import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hebrew or Yiddish. Both use one alphabet, and most of today's Yiddish is typed without its
 * points, so three things count: Yiddish writes digraphs (װ ױ ײ) and points on few letters (אַ אָ
 * פֿ) where pointed Hebrew points everything; the small words differ; and Yiddish spells the vowel
 * e with ayin, which makes that a tenth of its letters and three in a hundred of Hebrew's.
 */
final class Hebraic {
  private static final String DIGRAPHS = "\u05F0\u05F1\u05F2\uFB1F\uFB1D\uFB4E\uFB2E\uFB2F";
  private static final List<String> POINTED = List.of("\u05D0\u05B7", "\u05D0\u05B8", "\u05BF");

  /** Sheva, segol, tsere, holam: Hebrew's alone. */
  private static final String VOWELS_OF_HEBREW = "\u05B0\u05B5\u05B6\u05B9";

  private static final char AYIN = '\u05E2';
  private static final int ENOUGH_LETTERS = 15;
  private static final double AYINS_OF_YIDDISH = 0.075;

  private static final Set<String> YIDDISH_WORDS =
      Set.of(
          "און", "איז", "איך", "נישט", "ניט", "פון", "פאר", "מיט", "דאס", "דעם", "אויף", "אויך",
          "וואס", "ווען", "וועט", "וויל", "האט", "האב", "האבן", "זענען", "אבער", "צו", "ביי",
          "ביטע", "עס", "מען", "זיך", "קען", "מיין", "איר", "נאך", "גוט", "שוין", "ווייל", "דאנק",
          "אייער", "פונעם", "צי", "אדער", "ווי", "ווו", "זיי", "דארף", "איצט", "יעצט");

  private static final Set<String> HEBREW_WORDS =
      Set.of(
          "של", "את", "לא", "אני", "הוא", "היא", "זה", "זאת", "על", "עם", "כי", "אם", "יש", "אין",
          "מה", "גם", "אבל", "או", "כל", "רק", "שלי", "שלך", "לי", "הם", "אתם", "אנחנו", "היה",
          "היתה", "תודה", "אנא", "בבקשה", "איפה", "עוד", "כבר", "צריך", "רוצה", "יותר", "איך");

  private Hebraic() {}

  /** "yi", "he", or null where nothing tells. */
  static @Nullable String language(String text) {
    int evidence = marks(text) + words(text) + ayins(text);
    if (evidence == 0) {
      return null;
    }
    return evidence > 0 ? "yi" : "he";
  }

  private static int marks(String text) {
    if (has(text, VOWELS_OF_HEBREW)) {
      return -4;
    }
    boolean yiddish = has(text, DIGRAPHS) || POINTED.stream().anyMatch(text::contains);
    return yiddish ? 4 : 0;
  }

  private static int words(String text) {
    int evidence = 0;
    for (String word : plain(text).split("[^\\p{IsHebrew}]+")) {
      boolean yiddish = YIDDISH_WORDS.contains(word);
      if (yiddish != HEBREW_WORDS.contains(word)) {
        evidence += yiddish ? 1 : -1;
      }
    }
    return evidence;
  }

  private static int ayins(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long ayins = text.chars().filter(letter -> letter == AYIN).count();
    if (letters < ENOUGH_LETTERS) {
      return 0;
    }
    return ayins >= letters * AYINS_OF_YIDDISH ? 1 : -1;
  }

  /** Without points, the digraphs as two letters. */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .replace("\u05F0", "\u05D5\u05D5")
        .replace("\u05F1", "\u05D5\u05D9")
        .replace("\u05F2", "\u05D9\u05D9");
  }

  private static boolean has(String text, String letters) {
    return letters.chars().anyMatch(letter -> text.indexOf(letter) >= 0);
  }
}
