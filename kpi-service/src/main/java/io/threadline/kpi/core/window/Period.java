package io.threadline.kpi.core.window;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time, its start included and its end not.
 *
 * @param start a slot's start
 * @param end a slot's start
 */
public record Period(Instant start, Instant end) {

  public Period {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("period from " + start + " must end after it, not " + end);
    }
  }

  /** The smallest period of whole slots around two instants. */
  public static Period around(Instant from, Instant to) {
    return new Period(Slot.floor(from), Slot.ceiling(to));
  }

  /**
   * Cuts it along the calendar of a zone; the first and the last part may be cut short.
   *
   * @param most stop after so many parts: a caller that gets as many has asked for too much
   */
  public List<Period> split(Granularity granularity, ZoneId zone, int most) {
    List<Period> parts = new ArrayList<>();
    Instant at = start;
    Instant next = granularity.next(granularity.floor(start, zone), zone);
    while (at.isBefore(end) && parts.size() < most) {
      Instant until = next.isBefore(end) ? next : end;
      parts.add(new Period(at, until));
      at = until;
      next = granularity.next(next, zone);
    }
    return parts;
  }
}
