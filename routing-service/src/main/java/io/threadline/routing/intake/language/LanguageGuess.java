package io.threadline.routing.intake.language;

import java.lang.Character.UnicodeScript;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the language of what a customer wrote. Who routes asks for one among those that somebody
 * in the pool speaks: a guess that nobody can answer in helps nobody. The alphabet narrows the
 * choice, letters and small words decide what they can, and the OpenNLP model decides the rest if
 * its answer is clear; otherwise what the channel account's owner expects is taken.
 */
public final class LanguageGuess {
  /** With fewer letters the model's odds are noise. */
  private static final int MIN_LETTERS = 18;

  /** Texts with fewer letters than this are judged by their small words first. */
  private static final int SHORT = 40;

  /** How many times likelier than the next spoken language the guess must be. */
  private static final double CLEAR = 1.25;

  /** A spoken language this much less likely than the best of all was not what was written. */
  private static final double PLAUSIBLE = 0.5;

  /** Loads the model, which takes a second, before the first request waits for it. */
  public void load() {
    LanguageModel.get();
  }

  /**
   * The language that routing goes by.
   *
   * @param spoken the languages (ISO 639) to choose from
   * @param hint taken if the text does not tell
   * @return one of the spoken languages or the hint; null if neither is there
   */
  public @Nullable String guess(String text, SortedSet<String> spoken, @Nullable String hint) {
    Alphabet alphabet = Alphabet.of(text);
    SortedSet<String> written = alphabet.among(spoken);
    if (alphabet.letters() == 0 || written.isEmpty()) {
      return hint;
    }
    if (alphabet.script() == UnicodeScript.HEBREW) {
      return hebraic(text, written, hint);
    }
    SortedSet<String> possible =
        alphabet.script() == UnicodeScript.CYRILLIC ? Cyrillic.possible(text, written) : written;
    if (possible.isEmpty()) {
      return hint;
    }
    if (alphabet.letters() < SHORT) {
      String bySmallWords = SmallWords.language(text, possible);
      if (bySmallWords != null) {
        return bySmallWords;
      }
    }
    if (possible.size() == 1 && isOnlyChoice(alphabet, hint)) {
      return possible.first();
    }
    String byModel = alphabet.letters() < MIN_LETTERS ? null : byModel(text, possible);
    return byModel == null ? hint : byModel;
  }

  /**
   * The language of a text among all that are known, spoken by somebody or not; null if the text is
   * too short to tell.
   */
  public @Nullable String written(String text) {
    Alphabet alphabet = Alphabet.of(text);
    if (alphabet.script() == UnicodeScript.HEBREW) {
      return Hebraic.language(text);
    }
    if (alphabet.letters() < MIN_LETTERS) {
      return null;
    }
    Map<String, Double> odds = LanguageModel.get().odds(text);
    SortedSet<String> possible = alphabet.among(new TreeSet<>(odds.keySet()));
    if (alphabet.script() == UnicodeScript.CYRILLIC) {
      possible = Cyrillic.possible(text, possible);
    }
    return possible.stream().max((a, b) -> Double.compare(at(odds, a), at(odds, b))).orElse(null);
  }

  /**
   * A text too short for the model, in letters that the hint does not use and one language does.
   */
  private static boolean isOnlyChoice(Alphabet alphabet, @Nullable String hint) {
    boolean wrongHint = hint == null || !alphabet.writes(hint);
    return wrongHint && alphabet.letters() < MIN_LETTERS;
  }

  private static @Nullable String hebraic(
      String text, SortedSet<String> written, @Nullable String hint) {
    String language = Hebraic.language(text);
    if (language != null) {
      return written.contains(language) ? language : hint;
    }
    return hint != null && written.contains(hint) ? hint : written.first();
  }

  private static @Nullable String byModel(String text, SortedSet<String> possible) {
    Map<String, Double> odds = LanguageModel.get().odds(text);
    double bestOfAll = odds.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    String best = null;
    double second = 0;
    for (String code : possible) {
      double here = at(odds, code);
      if (best == null || here > at(odds, best)) {
        second = best == null ? 0 : at(odds, best);
        best = code;
      } else {
        second = Math.max(second, here);
      }
    }
    double likeliest = best == null ? 0 : at(odds, best);
    boolean clear = likeliest >= CLEAR * second && likeliest >= PLAUSIBLE * bestOfAll;
    return clear ? best : null;
  }

  private static double at(Map<String, Double> odds, String code) {
    return odds.getOrDefault(code, 0.0);
  }
}
