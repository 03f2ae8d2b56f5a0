package io.threadline.routing.core.flow;

import io.threadline.contracts.Presence;
import io.threadline.contracts.routing.TicketDeferred;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.routing.core.calendar.Hours;
import io.threadline.routing.core.match.Trigger;
import io.threadline.routing.core.queue.Overflow;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tickets join a queue, or another when that one is closed, full, unstaffed or too slow. The chain
 * of queues has no circle, so every ticket comes to rest.
 */
final class OverflowFlow {
  private OverflowFlow() {}

  /**
   * Puts a ticket where it can wait.
   *
   * @return the queue that it waits in or for
   */
  static String place(Turn turn, Ticket ticket, TicketQueued.Reason reason) {
    State state = turn.state();
    QueueDefinition queue = state.requireQueue(ticket.queue());
    Instant opening = CalendarFlow.closedUntil(state, queue, turn.now());
    if (opening != null) {
      CalendarFlow.putOff(turn, ticket, TicketDeferred.Reason.CLOSED, opening);
      return queue.name();
    }
    Overflow overflow = queue.overflow();
    if (overflow != null && (isFull(state, queue, overflow) || isUnstaffed(state, ticket))) {
      return leave(turn, ticket, queue, overflow);
    }
    Ticket placed = TicketFlow.passImpossible(turn, limited(turn, ticket, queue));
    state.put(placed);
    Tell.queued(turn, placed, reason);
    turn.restless(placed.id(), Trigger.TICKET_ARRIVED);
    return queue.name();
  }

  /** With the limits that it has from now on in its queue. */
  static Ticket limited(Turn turn, Ticket ticket, QueueDefinition queue) {
    Duration patience = queue.overflow() == null ? null : queue.overflow().maxWait();
    Duration longest = queue.maxWait();
    if (patience == null && longest == null) {
      return ticket;
    }
    Instant now = turn.now();
    Instant overflowAt = patience == null ? null : now.plus(patience);
    Instant firstAt = longest == null ? null : ticket.enqueuedAt().plus(longest);
    return firstAt != null && !firstAt.isAfter(now)
        ? ticket.limited(overflowAt, null).first()
        : ticket.limited(overflowAt, firstAt);
  }

  private static boolean isFull(State state, QueueDefinition queue, Overflow overflow) {
    return overflow.maxDepth() != null && state.depth(queue.name()) >= overflow.maxDepth();
  }

  private static boolean isUnstaffed(State state, Ticket ticket) {
    Overflow overflow = state.requireQueue(ticket.queue()).overflow();
    if (overflow == null || !overflow.unstaffed()) {
      return false;
    }
    for (Agent agent : state.agents()) {
      if (agent.presence() != Presence.OFFLINE
          && ticket.steps().getLast().expr().test(agent.login(), agent.definition().skills())) {
        return false;
      }
    }
    return true;
  }

  /** To the next queue, or, where there is none, to the next opening of this one. */
  private static String leave(Turn turn, Ticket ticket, QueueDefinition queue, Overflow overflow) {
    State state = turn.state();
    if (overflow.toQueue() != null) {
      QueueDefinition next = state.requireQueue(overflow.toQueue());
      var steps = TicketFlow.steps(state, next, ticket, null);
      Ticket moved = ticket.limited(null, null).movedTo(next.name()).restarted(steps, turn.now());
      return place(turn, moved, TicketQueued.Reason.OVERFLOWED);
    }
    Instant until = nextOpening(state, queue, turn.now());
    CalendarFlow.putOff(turn, ticket, TicketDeferred.Reason.OVERFLOWED, until);
    return queue.name();
  }

  private static Instant nextOpening(State state, QueueDefinition queue, Instant now) {
    Hours hours = state.hours(queue.calendar());
    Instant opening = hours == null ? null : hours.opening(hours.closing(now));
    return opening == null || !opening.isAfter(now) ? now.plus(Duration.ofDays(1)) : opening;
  }

  /** A ticket has waited as long as its queue allows. */
  static void limit(Turn turn, Ticket ticket, String which) {
    State state = turn.state();
    if (which.equals(Ticket.MAX_WAIT)) {
      state.put(ticket.first());
      return;
    }
    Offer offer = ticket.offer() == null ? null : state.offer(ticket.offer());
    if (offer != null) {
      // Somebody is asked: the answer is waited for.
      state.put(ticket.limited(offer.expiresAt(), ticket.firstAt()));
      return;
    }
    QueueDefinition queue = state.requireQueue(ticket.queue());
    Overflow overflow = queue.overflow();
    if (overflow == null) {
      state.put(ticket.limited(null, ticket.firstAt()));
    } else {
      var _ = leave(turn, ticket, queue, overflow);
    }
  }

  /** Somebody went home: tickets that nobody is left for go where there is somebody. */
  static void passUnstaffed(Turn turn) {
    State state = turn.state();
    if (state.queues().stream().noneMatch(queue -> cares(queue.overflow()))) {
      return;
    }
    List<Ticket> stranded = new ArrayList<>();
    for (Ticket ticket : state.tickets()) {
      if (ticket.stage() == TicketStage.QUEUED
          && !ticket.forConsult()
          && isUnstaffed(state, ticket)) {
        stranded.add(ticket);
      }
    }
    for (Ticket ticket : stranded) {
      QueueDefinition queue = state.requireQueue(ticket.queue());
      if (queue.overflow() != null) {
        var _ = leave(turn, ticket, queue, queue.overflow());
      }
    }
  }

  private static boolean cares(@Nullable Overflow overflow) {
    return overflow != null && overflow.unstaffed();
  }
}
