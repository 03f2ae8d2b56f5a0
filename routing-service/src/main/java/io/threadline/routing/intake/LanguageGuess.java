package io.threadline.routing.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the language of what a customer wrote, among those that somebody in the pool speaks: a
 * guess that nobody can answer in helps nobody. The alphabet decides where it can; the OpenNLP
 * model (103 languages) does elsewhere, if the text is long enough and the answer clear enough;
 * otherwise what the channel account's owner expects is taken. Not for several threads at once.
 */
final class LanguageGuess {
  private static final String MODEL = "/langdetect-183.bin";

  /** Shorter texts are guessed wrongly too often. */
  private static final int MIN_LETTERS = 18;

  /** How many times likelier than the next spoken language the guess must be. */
  private static final double CLEAR = 1.5;

  /** A spoken language this much less likely than the best of all was not what was written. */
  private static final double PLAUSIBLE = 0.2;

  /** Codes of the model that the JDK's table of ISO 639-3 does not lead back to ISO 639-1. */
  private static final Map<String, String> OF_MODEL =
      Map.of(
          "cmn", "zh", "pes", "fa", "lvs", "lv", "ekk", "et", "zlm", "ms", "nob", "no", "nno", "no",
          "plt", "mg", "gsw", "de", "swh", "sw");

  private final Map<String, String> codes = new HashMap<>(OF_MODEL);
  private @Nullable LanguageDetectorME detector;

  LanguageGuess() {
    for (String code : Locale.getISOLanguages()) {
      if (code.length() == 2) {
        codes.putIfAbsent(Locale.of(code).getISO3Language(), code);
      }
    }
  }

  void load() {
    if (detector == null) {
      try (InputStream model = LanguageGuess.class.getResourceAsStream(MODEL)) {
        if (model == null) {
          throw new IllegalStateException("the language model " + MODEL + " is not on the path");
        }
        detector = new LanguageDetectorME(new LanguageDetectorModel(model));
      } catch (IOException e) {
        throw new UncheckedIOException("the language model " + MODEL + " cannot be read", e);
      }
    }
  }

  /**
   * The language as ISO 639, the hint if the text does not tell, null if there is no hint either.
   */
  @Nullable String guess(String text, SortedSet<String> spoken, @Nullable String hint) {
    Script script = Script.of(text);
    String byAlphabet = script.language();
    if (byAlphabet != null && spoken.contains(byAlphabet)) {
      return byAlphabet;
    }
    if (script.letters() < MIN_LETTERS || spoken.isEmpty()) {
      return hint;
    }
    String guess = byModel(text, spoken);
    return guess == null ? hint : guess;
  }

  private @Nullable String byModel(String text, SortedSet<String> spoken) {
    load();
    if (detector == null) {
      return null;
    }
    double bestOfAll = 0;
    String best = null;
    double bestOdds = 0;
    double secondOdds = 0;
    for (Language language : detector.predictLanguages(text)) {
      double odds = language.getConfidence();
      bestOfAll = Math.max(bestOfAll, odds);
      String code = codes.getOrDefault(language.getLang(), language.getLang());
      if (!spoken.contains(code) || code.equals(best)) {
        continue;
      }
      if (odds > bestOdds) {
        secondOdds = bestOdds;
        bestOdds = odds;
        best = code;
      } else {
        secondOdds = Math.max(secondOdds, odds);
      }
    }
    boolean clear = bestOdds >= CLEAR * secondOdds && bestOdds >= PLAUSIBLE * bestOfAll;
    return clear ? best : null;
  }
}
