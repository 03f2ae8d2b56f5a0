package io.threadline.routing.holiday;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.threadline.platform.problem.ApiException;
import io.threadline.routing.core.calendar.Hours;
import io.threadline.routing.core.state.CalendarDefinition;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Public holidays as dates, from Jollyday. */
public final class Holidays {
  private static final int YEARS = 2;

  private Holidays() {}

  /** The last date that is looked up from a date on. */
  public static LocalDate horizon(LocalDate from) {
    return LocalDate.of(from.getYear() + YEARS, 12, 31);
  }

  /**
   * The calendar with the holidays that were not looked up yet; empty if it has them all. Dates
   * that it has stay, whatever is known of them now.
   *
   * @param today how far ahead holidays are looked up follows from it
   */
  public static Optional<CalendarDefinition> extended(
      CalendarDefinition calendar, LocalDate today) {
    LocalDate through = calendar.holidaysThrough();
    String code = calendar.holidays();
    LocalDate horizon = horizon(today);
    if (code == null || (through != null && !through.isBefore(horizon))) {
      return Optional.empty();
    }
    Hours hours = calendar.hours();
    SortedSet<LocalDate> closed = new TreeSet<>(hours.closed());
    for (LocalDate holiday : of(code, today)) {
      if (through == null || holiday.isAfter(through)) {
        closed.add(holiday);
      }
    }
    return Optional.of(
        new CalendarDefinition(
            calendar.name(),
            new Hours(hours.zone(), hours.week(), closed, hours.special()),
            code,
            horizon));
  }

  /**
   * The public holidays of a country, as {@code am}, or of a region of one, as {@code de-by}, from
   * the beginning of a date's year.
   *
   * @throws ApiException if they are not known
   */
  public static SortedSet<LocalDate> of(String code, LocalDate from) {
    String[] parts = code.toLowerCase(Locale.ROOT).split("-", 2);
    if (!HolidayManager.getSupportedCalendarCodes().contains(parts[0].toUpperCase(Locale.ROOT))) {
      throw ApiException.invalid(
          "holidays", code, "use a country known to Jollyday as 'am', or list the dates in closed");
    }
    HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(parts[0]));
    List<String> region = parts.length == 1 ? List.of() : List.of(parts[1]);
    if (!region.isEmpty() && !manager.getCalendarHierarchy().getChildren().containsKey(parts[1])) {
      throw ApiException.invalid(
          "holidays",
          code,
          "use a region of it: " + manager.getCalendarHierarchy().getChildren().keySet());
    }
    SortedSet<LocalDate> dates = new TreeSet<>();
    for (Holiday holiday :
        manager.getHolidays(
            LocalDate.of(from.getYear(), 1, 1), horizon(from), region.toArray(String[]::new))) {
      if (holiday.getType() == HolidayType.PUBLIC_HOLIDAY) {
        dates.add(holiday.getDate());
      }
    }
    return dates;
  }
}
