package io.threadline.routing.intake.language;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Letters that only some of the languages written in Cyrillic have, so that even a short text says
 * what it cannot be. Kyrgyz adds ң ө ү to the Russian alphabet, Kazakh these and ә ғ қ ұ һ і,
 * Mongolian only ө ү; Ukrainian has і ї є ґ and lacks ы э ъ ё.
 */
final class Cyrillic {
  private static final Map<String, Set<String>> HAVE =
      Map.ofEntries(
          Map.entry("ң", Set.of("ky", "kk", "tt", "ba", "tyv")),
          Map.entry("ө", Set.of("ky", "kk", "mn", "tt", "ba", "tyv", "sah")),
          Map.entry("ү", Set.of("ky", "kk", "mn", "tt", "ba", "tyv", "sah")),
          Map.entry("ә", Set.of("kk", "tt", "ba")),
          Map.entry("ғ", Set.of("kk", "ba", "tg")),
          Map.entry("қ", Set.of("kk", "tg")),
          Map.entry("ұ", Set.of("kk")),
          Map.entry("һ", Set.of("kk", "tt", "ba", "sah")),
          Map.entry("җ", Set.of("tt")),
          Map.entry("ҙ", Set.of("ba")),
          Map.entry("ҡ", Set.of("ba")),
          Map.entry("і", Set.of("uk", "be", "kk")),
          Map.entry("ї", Set.of("uk")),
          Map.entry("є", Set.of("uk")),
          Map.entry("ґ", Set.of("uk")),
          Map.entry("ў", Set.of("be")),
          Map.entry("ӣ", Set.of("tg")),
          Map.entry("ҷ", Set.of("tg")),
          Map.entry("ѓ", Set.of("mk")),
          Map.entry("ќ", Set.of("mk")),
          Map.entry("ѕ", Set.of("mk")),
          Map.entry("ђ", Set.of("sr")),
          Map.entry("ћ", Set.of("sr")),
          Map.entry("ј", Set.of("sr", "mk")),
          Map.entry("љ", Set.of("sr", "mk")),
          Map.entry("њ", Set.of("sr", "mk")),
          Map.entry("џ", Set.of("sr", "mk")));

  private static final Map<String, Set<String>> LACK =
      Map.of(
          "ы", Set.of("uk", "bg", "mk", "sr", "tg"),
          "э", Set.of("uk", "bg", "mk", "sr"),
          "ё", Set.of("uk", "bg", "mk", "sr"),
          "ъ", Set.of("uk", "be", "mk", "sr"),
          "щ", Set.of("be", "mk", "sr", "tg"));

  private Cyrillic() {}

  /** Those of the languages that have every letter of the text that says something. */
  static SortedSet<String> possible(String text, SortedSet<String> languages) {
    String letters = text.toLowerCase(Locale.ROOT);
    SortedSet<String> left = new TreeSet<>(languages);
    HAVE.forEach((letter, having) -> {
      if (letters.contains(letter)) {
        left.retainAll(having);
      }
    });
    LACK.forEach((letter, lacking) -> {
      if (letters.contains(letter)) {
        left.removeAll(lacking);
      }
    });
    return left;
  }
}
