package io.threadline.conversation.likeness;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known of somebody, each value in the one spelling in which it is compared. */
public final class Person {
  /** More tell no more, and comparing names takes time that grows with their words. */
  static final int MAX_WORDS = 6;

  private static final int MAX_VALUES = 20;
  private static final int MAX_LENGTH = 200;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern NO_DIGITS = Pattern.compile("\\D+");

  private final Map<Trait, Set<String>> values = new EnumMap<>(Trait.class);

  /** Adds a value as somebody wrote it; null and blank add nothing. */
  public Person with(Trait trait, @Nullable String raw) {
    if (raw != null) {
      String value = normal(trait, raw.length() > MAX_LENGTH ? raw.substring(0, MAX_LENGTH) : raw);
      if (!value.isEmpty()) {
        Set<String> known = values.computeIfAbsent(trait, _ -> new TreeSet<>());
        if (known.size() < MAX_VALUES) {
          known.add(value);
        }
      }
    }
    return this;
  }

  /** The values of a trait; empty if none is known. */
  public Set<String> values(Trait trait) {
    return Collections.unmodifiableSet(values.getOrDefault(trait, Set.of()));
  }

  /**
   * True if there is more than addresses that nobody else has: only such people are looked for when
   * others change.
   */
  public boolean isDescribed() {
    return values.keySet().stream().anyMatch(trait -> trait != Trait.PHONE);
  }

  /** The words of a value. */
  static List<String> words(String value) {
    List<String> words = new ArrayList<>();
    for (String word : value.split(" ", MAX_WORDS + 1)) {
      if (!word.isEmpty() && words.size() < MAX_WORDS) {
        words.add(word);
      }
    }
    return words;
  }

  /** A date of birth as eight digits, year first; anything else as its digits. */
  private static String normal(Trait trait, String raw) {
    return switch (trait) {
      case BIRTH_DATE -> NO_DIGITS.matcher(raw).replaceAll("");
      case EMAIL, MENTIONED_EMAIL -> folded(raw);
      case PHONE, MENTIONED_PHONE -> raw.strip();
      case DOCUMENT, POSTCODE -> BETWEEN_WORDS.matcher(folded(raw)).replaceAll("");
      case NAME, STREET, LOCALITY, REGION ->
          BETWEEN_WORDS.matcher(folded(raw)).replaceAll(" ").strip();
    };
  }

  /** Lower case, without accents. */
  private static String folded(String raw) {
    String apart = Normalizer.normalize(raw.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
    return MARKS.matcher(apart).replaceAll("");
  }
}
