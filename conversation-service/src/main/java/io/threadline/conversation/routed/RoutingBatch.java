package io.threadline.conversation.routed;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.conversation.core.RoutingRule;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.TicketEvents;
import io.threadline.conversation.sla.SlaBatch;
import io.threadline.conversation.ticket.TicketLock;
import io.threadline.conversation.ticket.TicketStore;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.inbox.BatchHandler;
import io.threadline.platform.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Applies routing's decisions to tickets, under the locks of their conversations. */
public final class RoutingBatch implements BatchHandler {
  private static final Logger LOG = Logger.getLogger(RoutingBatch.class);

  private final Outbox outbox;
  private final Envelopes envelopes;
  private final Clock clock;

  public RoutingBatch(Outbox outbox, Envelopes envelopes, Clock clock) {
    this.outbox = outbox;
    this.envelopes = envelopes;
    this.clock = clock;
  }

  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    List<RoutingEvent> decisions = new ArrayList<>();
    SlaBatch clocks = new SlaBatch();
    for (Envelope<Event> event : events) {
      if (event.data() instanceof RoutingEvent decision
          && RoutingRule.ticketOf(decision).isPresent()) {
        decisions.add(decision);
      }
      if (event.data() instanceof RoutingEvent decision) {
        clocks.take(decision);
      }
    }
    Set<UUID> ids = new HashSet<>(clocks.tickets());
    decisions.forEach(decision -> RoutingRule.ticketOf(decision).ifPresent(ids::add));
    if (ids.isEmpty()) {
      return;
    }
    Map<UUID, Ticket> tickets = TicketLock.take(connection, ids);
    Map<UUID, Ticket> changed = new LinkedHashMap<>();
    List<Envelope<Event>> published = new ArrayList<>();
    for (RoutingEvent decision : decisions) {
      UUID id = RoutingRule.ticketOf(decision).orElseThrow();
      Ticket before = changed.getOrDefault(id, tickets.get(id));
      if (before == null) {
        LOG.warnf("routing speaks of ticket %s, which is not here", id);
        continue;
      }
      Ticket after = RoutingRule.apply(before, decision).orElse(before);
      if (after != before) {
        changed.put(id, after);
        eventsOf(before, after, decision)
            .forEach(event -> published.add(envelopes.wrap(tenant, clock.instant(), event)));
      }
    }
    TicketStore.update(connection, changed.values());
    clocks.write(connection);
    outbox.append(connection, published);
  }

  private static List<Event> eventsOf(Ticket before, Ticket after, RoutingEvent decision) {
    List<Event> events = new ArrayList<>();
    if (before.status() != after.status()) {
      events.add(TicketEvents.statusChanged(before, after, Author.BOT, decision.at()));
    }
    if (!visible(before).equals(visible(after))) {
      events.add(TicketEvents.routed(after, decision.at()));
    }
    return events;
  }

  /** What of routing's word people see: whether an event is worth it. */
  private static List<Object> visible(Ticket ticket) {
    return List.of(
        Objects.toString(ticket.routed().queue(), ""),
        Objects.toString(ticket.routed().language(), ""),
        Objects.toString(ticket.routed().assignee(), ""),
        ticket.priority());
  }
}
