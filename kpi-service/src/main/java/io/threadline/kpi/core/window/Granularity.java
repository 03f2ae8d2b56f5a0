package io.threadline.kpi.core.window;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** How long a period of a report is, by the calendar of a zone. Weeks begin on Monday. */
public enum Granularity {
  HOUR,
  DAY,
  WEEK,
  MONTH;

  /** The start of the period that holds the instant. */
  public Instant floor(Instant instant, ZoneId zone) {
    ZonedDateTime local = instant.atZone(zone);
    return switch (this) {
      // By the offset of that instant, so that the hour that a DST change repeats is two hours.
      case HOUR -> {
        int offset = local.getOffset().getTotalSeconds();
        yield instant.plusSeconds(offset).truncatedTo(ChronoUnit.HOURS).minusSeconds(offset);
      }
      case DAY -> local.toLocalDate().atStartOfDay(zone).toInstant();
      case WEEK ->
          local
              .toLocalDate()
              .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .atStartOfDay(zone)
              .toInstant();
      case MONTH -> local.toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant();
    };
  }

  /** The start of the period after the one that starts there. */
  public Instant next(Instant start, ZoneId zone) {
    ZonedDateTime local = start.atZone(zone);
    return switch (this) {
      case HOUR -> floor(start.plus(1, ChronoUnit.HOURS), zone);
      case DAY -> local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
      case WEEK -> local.toLocalDate().plusWeeks(1).atStartOfDay(zone).toInstant();
      case MONTH -> local.toLocalDate().plusMonths(1).atStartOfDay(zone).toInstant();
    };
  }
}
