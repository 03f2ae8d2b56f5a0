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
 */
public record CalendarDefinition(
    String name, Hours hours, @Nullable String holidays, @Nullable LocalDate holidaysThrough)
    implements Entity {
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
  }
}
