package io.threadline.routing.core.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When a business is open. An instant is open iff the wall clock in the zone shows a time of one of
 * its date's intervals: an hour that the clock shows twice is open twice, one that it skips is not.
 *
 * <p>The zone's rules are the JVM's; answers are stored as instants, so newer rules do not move
 * them.
 *
 * @param week the intervals of ordinary days, in order and without overlap
 * @param closed dates without any, as holidays
 * @param special the intervals of dates that differ; before {@code closed}
 */
public record Hours(
    ZoneId zone,
    SortedMap<DayOfWeek, List<Interval>> week,
    SortedSet<LocalDate> closed,
    SortedMap<LocalDate, List<Interval>> special) {

  /** Nothing opens later than that: a longer search is given up. */
  public static final Duration HORIZON = Duration.ofDays(800);

  public Hours {
    week = Collections.unmodifiableSortedMap(new TreeMap<>(week));
    closed = Collections.unmodifiableSortedSet(new TreeSet<>(closed));
    special = Collections.unmodifiableSortedMap(new TreeMap<>(special));
  }

  /** A stretch of open time within one interval and one offset of the zone. */
  private record Window(Instant start, Instant end) {}

  public boolean isOpen(Instant at) {
    return at.equals(opening(at));
  }

  /** The first open instant, {@code from} itself included; null if there is none in sight. */
  public @Nullable Instant opening(Instant from) {
    Window window = next(from, from.plus(HORIZON));
    return window == null ? null : window.start();
  }

  /** When the stretch that is open at an instant ends; the instant itself if it is closed. */
  public Instant closing(Instant at) {
    Instant end = at;
    Window window = next(end, at.plus(HORIZON));
    while (window != null && window.start().equals(end)) {
      end = window.end();
      window = next(end, at.plus(HORIZON));
    }
    return end;
  }

  /** The instant at which that much open time has passed; null if there is not enough in sight. */
  public @Nullable Instant plus(Instant from, Duration open) {
    Duration left = open;
    Instant limit = from.plus(HORIZON);
    Window window = next(from, limit);
    while (window != null) {
      Duration here = Duration.between(window.start(), window.end());
      if (here.compareTo(left) >= 0) {
        return window.start().plus(left);
      }
      left = left.minus(here);
      window = next(window.end(), limit);
    }
    return null;
  }

  /** The first open stretch that ends after {@code from}, cut to begin no earlier. */
  private @Nullable Window next(Instant from, Instant limit) {
    Instant at = from;
    while (at.isBefore(limit)) {
      ZoneOffset offset = zone.getRules().getOffset(at);
      ZoneOffsetTransition change = zone.getRules().nextTransition(at);
      Instant end =
          change == null || change.getInstant().isAfter(limit) ? limit : change.getInstant();
      Window window = nextAtOffset(at, end, offset);
      if (window != null) {
        return window;
      }
      at = end;
    }
    return null;
  }

  /** Between two changes of the zone's offset a day is a day. */
  private @Nullable Window nextAtOffset(Instant from, Instant end, ZoneOffset offset) {
    LocalDate date = LocalDateTime.ofInstant(from, offset).toLocalDate();
    Instant midnight = date.atStartOfDay().toInstant(offset);
    while (midnight.isBefore(end)) {
      for (Interval interval : on(date)) {
        Instant start = latest(from, midnight.plus(Duration.ofMinutes(interval.from())));
        Instant stop = earliest(end, midnight.plus(Duration.ofMinutes(interval.to())));
        if (start.isBefore(stop)) {
          return new Window(start, stop);
        }
      }
      date = date.plusDays(1);
      midnight = date.atStartOfDay().toInstant(offset);
    }
    return null;
  }

  private List<Interval> on(LocalDate date) {
    List<Interval> differing = special.get(date);
    if (differing != null) {
      return differing;
    }
    return closed.contains(date) ? List.of() : week.getOrDefault(date.getDayOfWeek(), List.of());
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earliest(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
