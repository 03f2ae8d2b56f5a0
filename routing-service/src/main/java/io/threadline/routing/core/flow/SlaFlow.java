package io.threadline.routing.core.flow;

import io.threadline.contracts.routing.SlaClockStarted;
import io.threadline.contracts.routing.SlaDeadlineReached;
import io.threadline.contracts.routing.SlaDeadlineReached.Clock;
import io.threadline.contracts.routing.TicketActivity;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.calendar.Hours;
import io.threadline.routing.core.sla.Deadline;
import io.threadline.routing.core.sla.SlaPolicy;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The three clocks of a ticket: started and stopped by who writes, told of when they run out. */
public final class SlaFlow {
  private SlaFlow() {}

  /** A ticket that was served before waits for the next response, not for the first. */
  static Ticket started(Turn turn, Ticket ticket, QueueDefinition queue, boolean again) {
    Ticket first = again ? ticket : start(turn, ticket, queue, Clock.FIRST_RESPONSE);
    Ticket next = again ? start(turn, first, queue, Clock.NEXT_RESPONSE) : first;
    return start(turn, next, queue, Clock.RESOLUTION);
  }

  private static Ticket start(Turn turn, Ticket ticket, QueueDefinition queue, Clock clock) {
    return start(turn, ticket, queue, clock, ticket.enqueuedAt());
  }

  private static Ticket start(
      Turn turn, Ticket ticket, QueueDefinition queue, Clock clock, Instant from) {
    SlaPolicy sla = queue.sla();
    Duration target = sla == null ? null : sla.target(clock);
    if (target == null) {
      return ticket;
    }
    Hours hours = turn.state().hours(queue.calendar());
    Deadline deadline = Deadline.of(hours, from, target);
    if (deadline == null) {
      return ticket;
    }
    SortedMap<Clock, Deadline> clocks = new TreeMap<>(ticket.clocks());
    clocks.put(clock, deadline);
    turn.tell(at ->
        new SlaClockStarted(at, ticket.id(), ticket.queue(), clock, deadline.at(), turn.now()));
    return ticket.clocked(clocks);
  }

  /** The customer's message starts a clock unless one runs; an agent's reply stops both. */
  public static Reply activity(Turn turn, Input.Activity written) {
    Ticket ticket = turn.state().ticket(written.ticketId());
    if (ticket == null || ticket.forConsult()) {
      return new Reply.NotThere(written.ticketId());
    }
    if (ticket.stage() == TicketStage.WRAPPING) {
      return new Reply.AlreadyThere(ticket.id(), ticket.stage());
    }
    SortedMap<Clock, Deadline> clocks = new TreeMap<>(ticket.clocks());
    if (written.kind() == TicketActivity.Kind.AGENT_REPLIED) {
      clocks.remove(Clock.FIRST_RESPONSE);
      clocks.remove(Clock.NEXT_RESPONSE);
      if (clocks.size() < ticket.clocks().size()) {
        turn.state().put(ticket.clocked(clocks));
      }
    } else if (!clocks.containsKey(Clock.FIRST_RESPONSE)
        && !clocks.containsKey(Clock.NEXT_RESPONSE)) {
      QueueDefinition queue = turn.state().requireQueue(ticket.queue());
      Instant from = written.at().isAfter(turn.now()) ? turn.now() : written.at();
      Ticket started = start(turn, ticket, queue, Clock.NEXT_RESPONSE, from);
      if (started != ticket) {
        turn.state().put(started);
        tellOverdue(turn, ticket.id());
      }
    }
    return new Reply.Done();
  }

  /** Requests may come late: what they missed on their way is told at once. */
  static void tellOverdue(Turn turn, UUID ticketId) {
    Ticket ticket = turn.state().ticket(ticketId);
    if (ticket == null || ticket.clocks().isEmpty()) {
      return;
    }
    for (Clock clock : new TreeMap<>(ticket.clocks()).keySet()) {
      Ticket current = turn.state().ticket(ticketId);
      while (current != null && isDue(turn, current, clock)) {
        due(turn, current, clock);
        current = turn.state().ticket(ticketId);
      }
    }
  }

  private static boolean isDue(Turn turn, Ticket ticket, Clock clock) {
    Deadline deadline = ticket.clocks().get(clock);
    Instant due = deadline == null ? null : deadline.due();
    return due != null && !due.isAfter(turn.now());
  }

  /** A clock has come to its warning, or to its end. */
  static void due(Turn turn, Ticket ticket, Clock clock) {
    Deadline deadline = ticket.clocks().get(clock);
    if (deadline == null) {
      throw new IllegalStateException("clock " + clock + " of " + ticket + " does not run");
    }
    boolean warning = deadline.told() == Deadline.Told.NOTHING;
    SortedMap<Clock, Deadline> clocks = new TreeMap<>(ticket.clocks());
    clocks.put(clock, deadline.told(warning ? Deadline.Told.WARNING : Deadline.Told.BREACH));
    turn.state().put(ticket.clocked(clocks));
    turn.tell(at ->
        new SlaDeadlineReached(
            at,
            ticket.id(),
            ticket.queue(),
            ticket.agent(),
            clock,
            warning ? SlaDeadlineReached.State.WARNING : SlaDeadlineReached.State.BREACH,
            deadline.at(),
            turn.now()));
  }
}
