package io.threadline.conversation.core;

import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.routing.ConsultChanged;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.PresenceChanged;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.contracts.routing.RoutingEvent.Position;
import io.threadline.contracts.routing.SlaClockStarted;
import io.threadline.contracts.routing.SlaDeadlineReached;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketDeferred;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import io.threadline.conversation.core.Ticket.Routed;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a routing decision does to its ticket. */
public final class RoutingRule {
  private static final Comparator<Position> ORDER =
      Comparator.comparingLong(Position::epoch)
          .thenComparingLong(Position::seq)
          .thenComparingInt(Position::ordinal);

  private RoutingRule() {}

  /** The ticket that a routing event concerns, for those that change tickets. */
  public static Optional<UUID> ticketOf(RoutingEvent event) {
    return switch (event) {
      case TicketQueued queued -> Optional.of(queued.ticketId());
      case TicketDeferred deferred -> Optional.of(deferred.ticketId());
      case TicketAssigned assigned -> Optional.of(assigned.ticketId());
      case TicketReleased released -> Optional.of(released.ticketId());
      case OfferMade _,
          OfferEnded _,
          ConsultChanged _,
          SlaClockStarted _,
          SlaDeadlineReached _,
          PresenceChanged _ ->
          Optional.empty();
    };
  }

  /**
   * The ticket after the event; empty if the event is the word of a writer that lost its lease, or
   * older than what was applied, or changes no ticket.
   */
  public static Optional<Ticket> apply(Ticket ticket, RoutingEvent event) {
    if (isStale(ticket.routed().position(), event.position())) {
      return Optional.empty();
    }
    return switch (event) {
      case TicketQueued queued -> Optional.of(queued(ticket, queued));
      case TicketDeferred deferred -> Optional.of(deferred(ticket, deferred));
      case TicketAssigned assigned -> Optional.of(assigned(ticket, assigned));
      case TicketReleased released -> Optional.of(released(ticket, released));
      case OfferMade _,
          OfferEnded _,
          ConsultChanged _,
          SlaClockStarted _,
          SlaDeadlineReached _,
          PresenceChanged _ ->
          Optional.empty();
    };
  }

  private static boolean isStale(@Nullable Position applied, Position next) {
    return applied != null
        && applied.pool().equals(next.pool())
        && ORDER.compare(next, applied) <= 0;
  }

  private static Ticket queued(Ticket ticket, TicketQueued event) {
    Routed before = ticket.routed();
    Routed routed =
        new Routed(event.queue(), event.language(), null, before.lastAssignee(), event.position());
    return ticket.with(ticket.status(), event.priority(), routed);
  }

  /** It waits as in its queue, only that nobody is offered it yet. */
  private static Ticket deferred(Ticket ticket, TicketDeferred event) {
    Routed before = ticket.routed();
    Routed routed =
        new Routed(event.queue(), event.language(), null, before.lastAssignee(), event.position());
    return ticket.with(ticket.status(), event.priority(), routed);
  }

  private static Ticket assigned(Ticket ticket, TicketAssigned event) {
    Routed routed =
        new Routed(
            event.queue(),
            ticket.routed().language(),
            event.agent(),
            event.agent(),
            event.position());
    TicketStatus status = ticket.status() == TicketStatus.NEW ? TicketStatus.OPEN : ticket.status();
    return ticket.with(status, ticket.priority(), routed);
  }

  /** A resolved ticket keeps its agent, to be seen in lists; every other one is nobody's now. */
  private static Ticket released(Ticket ticket, TicketReleased event) {
    Routed before = ticket.routed();
    boolean keeps =
        event.reason() == TicketReleased.Reason.COMPLETED
            && ticket.status() == TicketStatus.RESOLVED;
    Routed routed =
        new Routed(
            before.queue(),
            before.language(),
            keeps ? before.assignee() : null,
            before.lastAssignee(),
            event.position());
    TicketStatus status =
        event.reason() == TicketReleased.Reason.ABANDONED && ticket.status().unsolved()
            ? TicketStatus.ABANDONED
            : ticket.status();
    return ticket.with(status, ticket.priority(), routed);
  }
}
