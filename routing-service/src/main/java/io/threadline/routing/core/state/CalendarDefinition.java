package io.threadline.routing.core.state;

import io.threadline.routing.core.calendar.Hours;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Business hours that queues and agents refer to. Holidays are dates by the time they come here: a
 * replay need not know whose holidays they were.
 *
 * @param holidays where they were taken from, as {@code de} or {@code de-by}; null for none
 * @param holidaysThrough the last date for which they were looked up
 * @param version counts the changes from 1; 0 for one that was not saved yet
 */
public record CalendarDefinition(
    String name,
    Hours hours,
    @Nullable String holidays,
    @Nullable LocalDate holidaysThrough,
    long version)
    implements Entity {
  /** One that was not saved yet. */
  public CalendarDefinition(
      String name, Hours hours, @Nullable String holidays, @Nullable LocalDate holidaysThrough) {
    this(name, hours, holidays, holidaysThrough, 0);
  }

  /** As saved in that version. */
  public CalendarDefinition saved(long newVersion) {
    return new CalendarDefinition(name, hours, holidays, holidaysThrough, newVersion);
  }

  @Override
  public String key() {
    return name;
  }

  @Override
  public List<Due> dues() {
    return List.of();
  }

  @Override
  public void describe(Fingerprint f) {
    f.add(name).add(hours.toString()).add(holidays);
    f.add(holidaysThrough == null ? null : holidaysThrough.toString());
    if (version != 0) {
      f.add(version);
    }
  }
}
