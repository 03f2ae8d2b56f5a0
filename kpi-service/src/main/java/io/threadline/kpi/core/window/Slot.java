package io.threadline.kpi.core.window;

import java.time.Duration;
import java.time.Instant;

/**
 * The grain of the aggregates: a quarter of an hour, because the offsets of all time zones of today
 * are whole quarters (Nepal +05:45), so that days and hours of every zone are sums of slots.
 */
public final class Slot {
  public static final Duration WIDTH = Duration.ofMinutes(15);

  private static final long MICROS = WIDTH.toMillis() * 1_000;
  private static final long SECONDS = WIDTH.toSeconds();

  private Slot() {}

  /** The start of the slot of a time in microseconds since 1970. */
  public static Instant of(long micros) {
    return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS) * SECONDS);
  }

  /** The start of the slot that holds the instant. */
  public static Instant floor(Instant instant) {
    return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), SECONDS) * SECONDS);
  }

  /** The first start of a slot at or after the instant. */
  public static Instant ceiling(Instant instant) {
    Instant floor = floor(instant);
    return floor.equals(instant) ? floor : floor.plus(WIDTH);
  }
}
