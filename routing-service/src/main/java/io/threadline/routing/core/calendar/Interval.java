package io.threadline.routing.core.calendar;

/**
 * A part of a day on the wall clock.
 *
 * @param from minute of the day, 0 to 1439
 * @param to minute of the day that no longer belongs to it, up to {@link #DAY}
 */
public record Interval(int from, int to) {
  /** Minutes of a day. */
  public static final int DAY = 24 * 60;

  public Interval {
    if (from < 0 || to > DAY || from >= to) {
      throw new IllegalArgumentException(
          "interval from minute %d to %d must begin before it ends, within 0 to %d"
              .formatted(from, to, DAY));
    }
  }
}
