package io.threadline.kpi.core.measure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is known of one subject: a value for some of the {@link Field}s. Immutable. */
public final class Facts {
  /** Stands for "not known"; no event is that old. */
  private static final long ABSENT = Long.MIN_VALUE;

  private final long[] values;

  private Facts(long[] values) {
    this.values = values;
  }

  /** Facts to be filled in. */
  public static Builder builder() {
    return new Builder();
  }

  public boolean has(Field field) {
    return values[field.ordinal()] != ABSENT;
  }

  /** Microseconds since 1970, or the number itself; only if {@link #has}. */
  public long value(Field field) {
    long value = values[field.ordinal()];
    if (value == ABSENT) {
      throw new IllegalStateException("the facts " + this + " have no " + field);
    }
    return value;
  }

  /** The instant, or null if it is not known. */
  public @Nullable Instant instant(Field field) {
    return has(field) ? Instant.EPOCH.plus(value(field), ChronoUnit.MICROS) : null;
  }

  /** These facts and an answer to the satisfaction question. */
  public Facts rated(Instant at, int score) {
    Builder builder = new Builder();
    System.arraycopy(values, 0, builder.values, 0, values.length);
    return builder.at(Field.RATED, at).number(Field.SCORE, score).build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Facts facts && Arrays.equals(values, facts.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (Field field : Field.values()) {
      if (has(field)) {
        text.append(text.length() > 1 ? ", " : "").append(field).append('=');
        text.append(field.isInstant() ? instant(field) : value(field));
      }
    }
    return text.append('}').toString();
  }

  /** Collects facts. */
  public static final class Builder {
    private final long[] values = new long[Field.values().length];

    private Builder() {
      Arrays.fill(values, ABSENT);
    }

    /** Sets an instant; null leaves it unknown. */
    public Builder at(Field field, @Nullable Instant at) {
      if (at != null) {
        values[field.ordinal()] = ChronoUnit.MICROS.between(Instant.EPOCH, at);
      }
      return this;
    }

    /** Sets a number. */
    public Builder number(Field field, long number) {
      values[field.ordinal()] = number;
      return this;
    }

    public Facts build() {
      return new Facts(values.clone());
    }
  }
}
