package io.threadline.conversation.canned;

import io.threadline.conversation.api.Sent;
import io.threadline.platform.problem.ApiException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One text in several languages, by ISO 639-1 code. */
public final class Texts {
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final String FALLBACK = "en";
  private static final int MOST = 20;

  private Texts() {}

  /**
   * The texts as they were sent, checked.
   *
   * @throws ApiException if there is none, or one is not valid
   */
  public static Map<String, String> checked(String field, @Nullable Map<String, String> texts) {
    if (texts == null || texts.isEmpty() || texts.size() > MOST) {
      throw ApiException.invalid(
          field, texts == null ? null : texts.size(), "send 1 to " + MOST + " texts by language");
    }
    texts.forEach((language, text) -> {
      if (!LANGUAGE.matcher(language).matches()) {
        throw ApiException.invalid(
            field, Sent.value(field, language, 20), "name languages as en or hy");
      }
      Sent.text(text);
    });
    return new TreeMap<>(texts);
  }

  /** The text in the wished language, else in English, else in the first there is. */
  public static String choose(Map<String, String> texts, @Nullable String language) {
    String wished = language == null ? null : texts.get(language);
    if (wished != null) {
      return wished;
    }
    String english = texts.get(FALLBACK);
    return english == null ? texts.values().iterator().next() : english;
  }
}
