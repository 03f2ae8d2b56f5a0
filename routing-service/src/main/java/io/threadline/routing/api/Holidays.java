package io.threadline.routing.api;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.threadline.platform.problem.ApiException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** Public holidays as dates, looked up when a calendar is saved. */
final class Holidays {
  private static final int YEARS = 2;

  private Holidays() {}

  /** The last date that is looked up from a date on. */
  static LocalDate horizon(LocalDate from) {
    return LocalDate.of(from.getYear() + YEARS, 12, 31);
  }

  /**
   * The public holidays of a country, as {@code am}, or of a region of one, as {@code de-by}, from
   * the beginning of a date's year.
   *
   * @throws ApiException if they are not known
   */
  static SortedSet<LocalDate> of(String code, LocalDate from) {
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
