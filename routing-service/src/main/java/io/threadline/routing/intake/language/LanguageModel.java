package io.threadline.routing.intake.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * The OpenNLP model of 103 languages, which counts letter sequences. It is loaded once, at the
 * first use, and may be asked by several threads.
 */
final class LanguageModel {
  private static final String FILE = "/langdetect-183.bin";

  /** Codes of the model that the JDK's table of ISO 639-3 does not lead back to ISO 639-1. */
  private static final Map<String, String> OF_MODEL =
      Map.of(
          "cmn", "zh", "pes", "fa", "lvs", "lv", "ekk", "et", "zlm", "ms", "nob", "no", "nno", "no",
          "plt", "mg", "gsw", "de", "swh", "sw");

  /** How much of a text is read, in characters: its beginning says enough. */
  private static final int READ = 600;

  private final LanguageDetectorME detector;
  private final Map<String, String> codes = new HashMap<>(OF_MODEL);

  /** The last answer: a text is asked about twice, once for the rules and once for routing. */
  private volatile Answer last = new Answer("", Map.of());

  private LanguageModel() {
    for (String code : Locale.getISOLanguages()) {
      if (code.length() == 2) {
        codes.putIfAbsent(Locale.of(code).getISO3Language(), code);
      }
    }
    try (InputStream model = LanguageModel.class.getResourceAsStream(FILE)) {
      if (model == null) {
        throw new IllegalStateException("the language model " + FILE + " is not on the class path");
      }
      detector = new LanguageDetectorME(new LanguageDetectorModel(model));
    } catch (IOException e) {
      throw new UncheckedIOException("the language model " + FILE + " cannot be read", e);
    }
  }

  /** The one instance, loaded when it is asked for first. */
  private static final class Loaded {
    static final LanguageModel MODEL = new LanguageModel();
  }

  static LanguageModel get() {
    return Loaded.MODEL;
  }

  private record Answer(String text, Map<String, Double> odds) {}

  /** How likely each language (ISO 639) is; the numbers add up to one. */
  Map<String, Double> odds(String text) {
    Answer known = last;
    if (known.text().equals(text) && !known.odds().isEmpty()) {
      return known.odds();
    }
    Map<String, Double> odds = new HashMap<>();
    for (Language language : predict(text.substring(0, Math.min(READ, text.length())))) {
      String code = codes.getOrDefault(language.getLang(), language.getLang());
      odds.merge(code, language.getConfidence(), Math::max);
    }
    last = new Answer(text, Map.copyOf(odds));
    return odds;
  }

  private synchronized Language[] predict(String text) {
    return detector.predictLanguages(text);
  }
}
