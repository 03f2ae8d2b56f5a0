package io.threadline.routing.core.flow;

import io.threadline.contracts.routing.TicketDeferred;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.Reply.Reason;
import io.threadline.routing.core.calendar.Hours;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.state.CalendarDefinition;
import io.threadline.routing.core.state.OfferState;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Business hours, and tickets that wait for an hour. */
public final class CalendarFlow {
  private static final Duration LATEST_CALL_BACK = Duration.ofDays(366);

  private CalendarFlow() {}

  /** A calendar that never opens would keep its tickets for ever. */
  public static Reply define(Turn turn, Input.CalendarDefined command) {
    CalendarDefinition calendar = command.calendar();
    CalendarDefinition before = turn.state().calendar(calendar.name());
    Long version = before == null ? null : before.version();
    Reply stale = Versions.stale(calendar.name(), command.from(), version);
    if (stale != null) {
      return stale;
    }
    if (calendar.hours().opening(turn.now()) == null) {
      return new Reply.Rejected(
          Reason.INVALID,
          "calendar '%s' has no open hour in the next %d days: give it hours on some day"
              .formatted(calendar.name(), Hours.HORIZON.toDays()));
    }
    CalendarDefinition saved = calendar.saved(Versions.next(version));
    turn.state().put(saved);
    return new Reply.Saved(saved.name(), before == null, saved.version());
  }

  /** When the queue opens next; null if it is open. */
  static @Nullable Instant closedUntil(State state, QueueDefinition queue, Instant at) {
    Hours hours = state.hours(queue.calendar());
    Instant opening = hours == null ? at : hours.opening(at);
    return opening == null || opening.equals(at) ? null : opening;
  }

  /** Nobody is offered it before then. */
  static void putOff(Turn turn, Ticket ticket, TicketDeferred.Reason reason, Instant until) {
    turn.state().put(ticket.limited(null, null).deferred(until));
    Tell.deferred(turn, ticket, reason, until);
  }

  /** The hour has come: the ticket joins its queue at its first step, as old as it is. */
  static void open(Turn turn, Ticket ticket) {
    Ticket again = ticket.atStep(0, turn.now()).queued();
    var _ = OverflowFlow.place(turn, again, TicketQueued.Reason.REQUESTED);
  }

  /** The customer is to be called back then, by the same agent if that agent is there. */
  public static Reply defer(Turn turn, Input.Defer command) {
    State state = turn.state();
    Ticket held = state.ticket(command.ticketId());
    if (held == null || held.forConsult() || held.stage() == TicketStage.WRAPPING) {
      return new Reply.Rejected(
          Reason.UNKNOWN_TICKET,
          "ticket " + command.ticketId() + " does not wait and nobody holds it: reopen it first");
    }
    if (!command.supervisor()) {
      Reply refusal = TransferFlow.notHeldBy(held, command.ticketId(), command.by());
      if (refusal != null) {
        return refusal;
      }
    }
    Instant now = turn.now();
    if (!command.until().isAfter(now) || command.until().isAfter(now.plus(LATEST_CALL_BACK))) {
      return new Reply.Rejected(
          Reason.INVALID,
          "at '%s' must be after now, %s, and at most %d days away"
              .formatted(command.until(), now, LATEST_CALL_BACK.toDays()));
    }
    QueueDefinition queue = state.requireQueue(held.queue());
    Instant opening = closedUntil(state, queue, command.until());
    Instant until = opening == null ? command.until() : opening;
    Ticket alone = ConsultFlow.without(turn, held);
    String holder = alone.stage() == TicketStage.ASSIGNED ? alone.agent() : null;
    Ticket free = OfferFlow.cancel(turn, alone, OfferState.RESCINDED);
    List<Step> steps = TicketFlow.steps(state, queue, free, holder);
    putOff(turn, free.restarted(steps, now), TicketDeferred.Reason.CALL_BACK, until);
    if (holder != null) {
      PresenceFlow.released(turn, holder);
    }
    return new Reply.Deferred(free.id(), until);
  }
}
