package io.threadline.routing.core.sla;

import io.threadline.routing.core.calendar.Hours;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promise as absolute instants, computed once when its clock starts.
 *
 * @param warnAt when {@value #WARN_PERCENT} percent of the time are over
 * @param at when it is broken
 */
public record Deadline(Instant warnAt, Instant at, Told told) {
  private static final int WARN_PERCENT = 80;

  /** What the world knows of it. */
  public enum Told {
    NOTHING,
    WARNING,
    BREACH
  }

  /**
   * The deadline of a clock that starts.
   *
   * @param hours null for around the clock
   * @return null if the hours have not that much open time in sight
   */
  public static @Nullable Deadline of(@Nullable Hours hours, Instant start, Duration target) {
    Duration warn = target.multipliedBy(WARN_PERCENT).dividedBy(100);
    Instant warnAt = hours == null ? start.plus(warn) : hours.plus(start, warn);
    Instant at = hours == null ? start.plus(target) : hours.plus(start, target);
    return warnAt == null || at == null ? null : new Deadline(warnAt, at, Told.NOTHING);
  }

  /** When there is something to tell next; null if all was told. */
  public @Nullable Instant due() {
    return switch (told) {
      case NOTHING -> warnAt;
      case WARNING -> at;
      case BREACH -> null;
    };
  }

  public Deadline told(Told what) {
    return new Deadline(warnAt, at, what);
  }
}
