package io.threadline.routing.core.state;

import io.threadline.routing.core.agent.Hold;
import io.threadline.routing.core.agent.Load;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What each agent holds: the sum of the tickets' holds. */
final class Holdings implements Listener {
  private static final class Held {
    final Load load = new Load();
    final List<UUID> tickets = new ArrayList<>();
  }

  private final Map<String, Held> byAgent = new LinkedHashMap<>();

  @Override
  public void changed(@Nullable Entity before, @Nullable Entity after) {
    Hold old = before instanceof Ticket ticket ? ticket.hold() : null;
    Hold now = after instanceof Ticket ticket ? ticket.hold() : null;
    if (old == now) {
      return;
    }
    if (old != null && before instanceof Ticket ticket) {
      Held held = held(old.agent());
      held.load.change(old, -1);
      held.tickets.remove(ticket.id());
    }
    if (now != null && after instanceof Ticket ticket) {
      Held held = held(now.agent());
      held.load.change(now, 1);
      held.tickets.add(ticket.id());
    }
  }

  private Held held(String agent) {
    return byAgent.computeIfAbsent(agent, _ -> new Held());
  }

  /** The same object for ever: it changes as the tickets do. */
  Load load(String agent) {
    return held(agent).load;
  }

  SortedSet<UUID> tickets(String agent) {
    return new TreeSet<>(held(agent).tickets);
  }
}
