package io.threadline.routing.core.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many tickets wait in each queue. */
final class Depths implements Listener {
  /** Counted in place. */
  private static final class Depth {
    int tickets;
  }

  private final Map<String, Depth> waiting = new LinkedHashMap<>();

  @Override
  public void changed(@Nullable Entity before, @Nullable Entity after) {
    String left = queueOf(before);
    String joined = queueOf(after);
    if (left != null && !left.equals(joined)) {
      depth(left).tickets--;
    }
    if (joined != null && !joined.equals(left)) {
      depth(joined).tickets++;
    }
  }

  private static @Nullable String queueOf(@Nullable Entity entity) {
    return entity instanceof Ticket ticket && ticket.stage() == TicketStage.QUEUED
        ? ticket.queue()
        : null;
  }

  int of(String queue) {
    return depth(queue).tickets;
  }

  private Depth depth(String queue) {
    Depth known = waiting.get(queue);
    if (known != null) {
      return known;
    }
    Depth depth = new Depth();
    waiting.put(queue, depth);
    return depth;
  }
}
