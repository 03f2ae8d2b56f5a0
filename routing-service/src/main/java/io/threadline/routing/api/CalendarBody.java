package io.threadline.routing.api;

import io.threadline.platform.problem.ApiException;
import io.threadline.routing.core.calendar.Hours;
import io.threadline.routing.core.calendar.Interval;
import io.threadline.routing.core.state.CalendarDefinition;
import io.threadline.routing.holiday.Holidays;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A calendar as supervisors define one, and as the API shows it.
 *
 * @param zone as {@code Asia/Yerevan}
 * @param hours intervals as {@code 09:00-13:00} by day of the week in English, in lower case
 * @param holidays whose holidays are closed, as {@code am}, or {@code de-by} with the region
 * @param closed further closed dates; when shown, the holidays too
 * @param special intervals of dates that differ, holidays among them
 * @param holidaysThrough shown only: how far the holidays are known
 */
public record CalendarBody(
    @Nullable String name,
    @Nullable String zone,
    @Nullable SortedMap<String, List<String>> hours,
    @Nullable String holidays,
    @Nullable List<LocalDate> closed,
    @Nullable SortedMap<LocalDate, List<String>> special,
    @Nullable LocalDate holidaysThrough) {
  private static final Pattern INTERVAL =
      Pattern.compile("([01]\\d|2[0-4]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");
  private static final int MAX_DATES = 1_000;

  static CalendarBody empty() {
    return new CalendarBody(null, null, null, null, null, null, null);
  }

  static CalendarBody of(CalendarDefinition calendar) {
    Hours hours = calendar.hours();
    SortedMap<String, List<String>> week = new TreeMap<>();
    hours.week().forEach((day, intervals) -> week.put(Answers.lower(day), texts(intervals)));
    SortedMap<LocalDate, List<String>> special = new TreeMap<>();
    hours.special().forEach((date, intervals) -> special.put(date, texts(intervals)));
    return new CalendarBody(
        calendar.name(),
        hours.zone().getId(),
        week,
        calendar.holidays(),
        List.copyOf(hours.closed()),
        special,
        calendar.holidaysThrough());
  }

  /** With the holidays looked up from a date on. */
  CalendarDefinition definition(String calendar, LocalDate from) {
    SortedMap<DayOfWeek, List<Interval>> week = new TreeMap<>();
    if (hours != null) {
      hours.forEach((day, texts) -> week.put(day(day), intervals("hours", texts)));
    }
    SortedMap<LocalDate, List<Interval>> differing = new TreeMap<>();
    if (special != null) {
      special.forEach((date, texts) -> differing.put(date, intervals("special", texts)));
    }
    SortedSet<LocalDate> dates = new TreeSet<>(closed == null ? List.of() : closed);
    if (dates.size() + differing.size() > MAX_DATES) {
      throw ApiException.invalid(
          "closed", dates.size() + " dates", "give at most " + MAX_DATES + " dates");
    }
    LocalDate through = null;
    if (holidays != null) {
      through = Holidays.horizon(from);
      dates.addAll(Holidays.of(holidays, from));
    }
    return new CalendarDefinition(
        Names.name("calendar", calendar),
        new Hours(zoneId(), week, dates, differing),
        holidays,
        through);
  }

  private ZoneId zoneId() {
    try {
      return ZoneId.of(zone == null ? "UTC" : zone);
    } catch (DateTimeException e) {
      throw ApiException.invalid("zone", zone, "use a time zone as 'Europe/Berlin'");
    }
  }

  private static DayOfWeek day(String name) {
    try {
      return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("hours", name, "use days as 'monday'");
    }
  }

  private static List<Interval> intervals(String field, List<String> texts) {
    List<Interval> intervals = new ArrayList<>();
    for (String text : texts) {
      Matcher matcher = INTERVAL.matcher(text);
      if (!matcher.matches()) {
        throw ApiException.invalid(
            field, text, "use an interval as '09:00-17:30', at most to 24:00");
      }
      try {
        intervals.add(new Interval(minute(matcher, 1), minute(matcher, 3)));
      } catch (IllegalArgumentException e) {
        throw ApiException.invalid(
            field,
            text,
            "let it begin before it ends and end at 24:00; split what passes midnight");
      }
    }
    intervals.sort(Comparator.comparingInt(Interval::from));
    for (int i = 1; i < intervals.size(); i++) {
      if (intervals.get(i).from() < intervals.get(i - 1).to()) {
        throw ApiException.invalid(field, texts, "let the intervals of a day not overlap");
      }
    }
    return intervals;
  }

  private static int minute(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group)) * 60 + Integer.parseInt(matcher.group(group + 1));
  }

  private static List<String> texts(List<Interval> intervals) {
    return intervals.stream()
        .map(interval ->
            "%02d:%02d-%02d:%02d"
                .formatted(
                    interval.from() / 60,
                    interval.from() % 60,
                    interval.to() / 60,
                    interval.to() % 60))
        .toList();
  }
}
