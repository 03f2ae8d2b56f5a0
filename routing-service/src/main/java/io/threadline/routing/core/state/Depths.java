package io.threadline.routing.core.state;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many tickets wait in each queue. */
final class Depths implements Listener {
  private final SortedMap<String, Integer> waiting = new TreeMap<>();

  @Override
  public void changed(@Nullable Entity before, @Nullable Entity after) {
    String left = queueOf(before);
    String joined = queueOf(after);
    if (left != null && !left.equals(joined)) {
      waiting.merge(left, -1, Integer::sum);
    }
    if (joined != null && !joined.equals(left)) {
      waiting.merge(joined, 1, Integer::sum);
    }
  }

  private static @Nullable String queueOf(@Nullable Entity entity) {
    return entity instanceof Ticket ticket && ticket.stage() == TicketStage.QUEUED
        ? ticket.queue()
        : null;
  }

  int of(String queue) {
    return waiting.getOrDefault(queue, 0);
  }
}
