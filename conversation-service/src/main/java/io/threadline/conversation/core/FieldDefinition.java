package io.threadline.conversation.core;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A custom field of tickets: its key, what people call it, and what it takes.
 *
 * @param options what a field of type {@code choice} takes; empty for the others
 */
public record FieldDefinition(String key, String label, Type type, List<String> options) {
  /** The longest text of a field, in characters. */
  public static final int MAX_TEXT = 1_000;

  /** What a field holds. */
  public enum Type {
    TEXT,
    NUMBER,
    BOOLEAN,
    /** A day, as {@code 2026-03-02}. */
    DATE,
    CHOICE
  }

  public FieldDefinition {
    options = options == null ? List.of() : List.copyOf(options);
  }

  /** What was made of a value. */
  public sealed interface Result {}

  /** The value as it is kept: a text, a number or a boolean. */
  public record Taken(Object value) implements Result {}

  /** The field does not take it. */
  public record Refused(String whatToDo) implements Result {}

  /** The value as this field keeps it. */
  public Result take(Object sent) {
    return switch (type) {
      case TEXT ->
          text(sent)
              .<Result>map(Taken::new)
              .orElse(new Refused("send a text of at most " + MAX_TEXT + " characters"));
      case NUMBER -> number(sent);
      case BOOLEAN -> sent instanceof Boolean ? new Taken(sent) : new Refused("send true or false");
      case DATE ->
          text(sent)
              .filter(FieldDefinition::isDay)
              .<Result>map(Taken::new)
              .orElse(new Refused("send a day, as 2026-03-02"));
      case CHOICE ->
          text(sent)
              .filter(options::contains)
              .<Result>map(Taken::new)
              .orElse(new Refused("send one of " + String.join(", ", options)));
    };
  }

  private static Optional<String> text(@Nullable Object sent) {
    return sent instanceof String text
            && !text.isBlank()
            && text.length() <= MAX_TEXT
            && Storable.isStorable(text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Result number(Object sent) {
    if (sent instanceof Number number) {
      BigDecimal value = new BigDecimal(number.toString());
      if (value.precision() <= 18 && Math.abs(value.scale()) <= 9) {
        return new Taken(new BigDecimal(value.stripTrailingZeros().toPlainString()));
      }
    }
    return new Refused("send a number of at most 18 digits");
  }

  private static boolean isDay(String text) {
    try {
      return text.equals(LocalDate.parse(text).toString());
    } catch (DateTimeParseException _) {
      return false;
    }
  }
}
