package io.threadline.routing.intake.language;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The script of a text.
 *
 * @param script the one that most letters belong to; COMMON if none does
 * @param letters how many letters there are, of any script
 */
record Alphabet(UnicodeScript script, int letters) {
  private static final double MAJORITY = 0.6;

  /** Languages of the scripts that have few; whatever is in no list is written in Latin letters. */
  private static final Map<UnicodeScript, Set<String>> LANGUAGES =
      Map.ofEntries(
          Map.entry(UnicodeScript.ARMENIAN, Set.of("hy")),
          Map.entry(UnicodeScript.GEORGIAN, Set.of("ka")),
          Map.entry(UnicodeScript.GREEK, Set.of("el")),
          Map.entry(UnicodeScript.THAI, Set.of("th")),
          Map.entry(UnicodeScript.HANGUL, Set.of("ko")),
          Map.entry(UnicodeScript.HIRAGANA, Set.of("ja")),
          Map.entry(UnicodeScript.KATAKANA, Set.of("ja")),
          Map.entry(UnicodeScript.HAN, Set.of("zh", "ja")),
          Map.entry(UnicodeScript.ETHIOPIC, Set.of("am", "ti")),
          Map.entry(UnicodeScript.DEVANAGARI, Set.of("hi", "mr", "ne", "sa")),
          Map.entry(UnicodeScript.BENGALI, Set.of("bn", "as")),
          Map.entry(UnicodeScript.GURMUKHI, Set.of("pa")),
          Map.entry(UnicodeScript.GUJARATI, Set.of("gu")),
          Map.entry(UnicodeScript.TAMIL, Set.of("ta")),
          Map.entry(UnicodeScript.TELUGU, Set.of("te")),
          Map.entry(UnicodeScript.KANNADA, Set.of("kn")),
          Map.entry(UnicodeScript.MALAYALAM, Set.of("ml")),
          Map.entry(UnicodeScript.SINHALA, Set.of("si")),
          Map.entry(UnicodeScript.HEBREW, Set.of("he", "yi")),
          Map.entry(
              UnicodeScript.ARABIC, Set.of("ar", "fa", "ur", "ps", "ug", "sd", "ku", "ckb", "pnb")),
          Map.entry(
              UnicodeScript.CYRILLIC,
              Set.of(
                  "ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "tt", "ba", "ce",
                  "cv", "os", "sah", "tyv")));

  static Alphabet of(String text) {
    Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
    int letters = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int letter = text.codePointAt(i);
      if (Character.isLetter(letter)) {
        letters++;
        counts.merge(UnicodeScript.of(letter), 1, Integer::sum);
      }
    }
    int needed = Math.max(2, (int) Math.ceil(letters * MAJORITY));
    for (var entry : counts.entrySet()) {
      if (entry.getValue() >= needed) {
        return new Alphabet(entry.getKey(), letters);
      }
    }
    return new Alphabet(UnicodeScript.COMMON, letters);
  }

  /** Those of the languages that are written so; all of them if the script is not clear. */
  SortedSet<String> among(SortedSet<String> languages) {
    SortedSet<String> written = new TreeSet<>(languages);
    if (script != UnicodeScript.COMMON) {
      written.removeIf(language -> !writes(language));
    }
    return written;
  }

  /** True if the language is written so. */
  boolean writes(String language) {
    Set<String> few = LANGUAGES.get(script);
    return few == null
        ? LANGUAGES.values().stream().noneMatch(others -> others.contains(language))
            || latinToo(language)
        : few.contains(language);
  }

  private static boolean latinToo(String language) {
    return language.equals("sr") || language.equals("ku");
  }
}
