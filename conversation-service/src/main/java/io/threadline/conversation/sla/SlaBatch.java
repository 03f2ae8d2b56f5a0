package io.threadline.conversation.sla;

import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.contracts.routing.SlaClockStarted;
import io.threadline.contracts.routing.SlaDeadlineReached;
import io.threadline.contracts.routing.TicketReleased;
import io.threadline.conversation.core.SlaClocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a batch of routing's events does to the clocks of tickets. */
public final class SlaBatch {
  private final Map<UUID, List<RoutingEvent>> news = new LinkedHashMap<>();

  /** Takes an event, if it concerns clocks. */
  public void take(RoutingEvent event) {
    switch (event) {
      case SlaClockStarted started -> add(started.ticketId(), started);
      case SlaDeadlineReached reached -> add(reached.ticketId(), reached);
      case TicketReleased released -> add(released.ticketId(), released);
      default -> {}
    }
  }

  private void add(UUID ticket, RoutingEvent event) {
    news.computeIfAbsent(ticket, _ -> new ArrayList<>()).add(event);
  }

  /** The tickets that were told of: their conversations have to be locked before the write. */
  public Set<UUID> tickets() {
    return news.keySet();
  }

  /** Writes the clocks as they stand now. */
  public void write(Connection connection) throws SQLException {
    if (news.isEmpty()) {
      return;
    }
    Map<UUID, SlaClocks> known = SlaStore.byTicket(connection, news.keySet());
    Map<UUID, SlaClocks> changed = new HashMap<>();
    known.forEach((ticket, before) -> {
      SlaClocks after = before;
      for (RoutingEvent event : news.getOrDefault(ticket, List.of())) {
        after = after(after, event);
      }
      if (!after.equals(before)) {
        changed.put(ticket, after);
      }
    });
    SlaStore.update(connection, changed);
  }

  private static SlaClocks after(SlaClocks clocks, RoutingEvent event) {
    return switch (event) {
      case SlaClockStarted started -> clocks.after(started);
      case SlaDeadlineReached reached -> clocks.after(reached);
      case TicketReleased released -> clocks.ended(released.at());
      default -> clocks;
    };
  }
}
