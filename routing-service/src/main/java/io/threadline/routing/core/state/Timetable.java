package io.threadline.routing.core.state;

import io.threadline.routing.core.order.Effort;
import io.threadline.routing.core.order.Heap;
import io.threadline.routing.core.order.Wheel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The timers that the entities ask for, in the order in which they fire. */
final class Timetable {
  /** A timer of the entity in a row. */
  static final class Alarm extends Wheel.Timer<Alarm> {
    final Due due;
    final Table.Row<?, ?> row;

    private Alarm(Due due, Table.Row<?, ?> row) {
      super(Heap.key(due.at()));
      this.due = due;
      this.row = row;
    }
  }

  private final Wheel<Alarm> wheel =
      new Wheel<>(Comparator.comparing(alarm -> alarm.due), new Effort());

  /** Has the row the timers that its entity asks for, instead of those of the entity before. */
  void set(Table.Row<?, ?> row, List<Due> wanted) {
    List<Alarm> before = row.alarms;
    if (before.isEmpty() && wanted.isEmpty()) {
      return;
    }
    List<Alarm> after =
        switch (wanted.size()) {
          case 0 -> List.of();
          case 1 -> List.of(alarm(row, wanted.getFirst()));
          default -> {
            List<Alarm> several = new ArrayList<>(wanted.size());
            wanted.forEach(due -> several.add(alarm(row, due)));
            yield several;
          }
        };
    for (int i = 0; i < before.size(); i++) {
      Alarm alarm = before.get(i);
      if (alarm.runs() && !after.contains(alarm)) {
        wheel.stop(alarm);
      }
    }
    for (int i = 0; i < after.size(); i++) {
      Alarm alarm = after.get(i);
      if (!alarm.runs()) {
        wheel.start(alarm);
      }
    }
    row.alarms = after;
  }

  /** The one that runs already, if it is for the same. */
  private static Alarm alarm(Table.Row<?, ?> row, Due due) {
    for (int i = 0; i < row.alarms.size(); i++) {
      Alarm alarm = row.alarms.get(i);
      if (alarm.due.kind() == due.kind() && alarm.due.equals(due)) {
        return alarm;
      }
    }
    return new Alarm(due, row);
  }

  @Nullable Due first() {
    Alarm first = wheel.first();
    return first == null ? null : first.due;
  }

  /** Stops the first if it is due, and answers it. */
  @Nullable Alarm poll(Instant now) {
    return wheel.poll(Heap.key(now));
  }
}
