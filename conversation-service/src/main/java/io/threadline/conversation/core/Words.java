package io.threadline.conversation.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Constants as they are written in the database and in the API: lower case, as {@code on_hold}. */
public final class Words {
  private Words() {}

  /** The word for a constant. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The constant that a stored word names. */
  public static <E extends Enum<E>> E stored(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  /** The constant that somebody may have meant; empty if there is none. */
  public static <E extends Enum<E>> Optional<E> parse(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(word))
        .findFirst();
  }

  /** All words of a type, for messages that say what is allowed. */
  public static <E extends Enum<E>> String all(Class<E> type) {
    return String.join(", ", Arrays.stream(type.getEnumConstants()).map(Words::of).toList());
  }
}
