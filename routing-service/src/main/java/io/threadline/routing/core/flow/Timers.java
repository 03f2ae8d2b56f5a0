package io.threadline.routing.core.flow;

import io.threadline.contracts.routing.SlaDeadlineReached.Clock;
import io.threadline.contracts.routing.TicketReleased;
import io.threadline.routing.core.match.Trigger;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.Due;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import java.util.function.Consumer;

/** What happens when its time has come. */
public final class Timers {
  private Timers() {}

  /** Fires everything that is due, in the order of its time. */
  public static void fireDue(Turn turn) {
    Due due = turn.state().pollDue(turn.now());
    while (due != null) {
      fire(turn, due);
      due = turn.state().pollDue(turn.now());
    }
  }

  private static void fire(Turn turn, Due due) {
    State state = turn.state();
    switch (due.kind()) {
      case OFFER_EXPIRY -> offer(state, due, offer -> OfferFlow.timeOut(turn, offer));
      case OFFER_FORGOTTEN -> throw new IllegalStateException("the state has not seen to " + due);
      case STEP_EXPIRY -> ticket(state, due, ticket -> TicketFlow.expireStep(turn, ticket));
      case WRAP_UP_END ->
          ticket(
              state,
              due,
              ticket -> TicketFlow.close(turn, ticket, TicketReleased.Reason.COMPLETED));
      case AGENT_GRACE_END -> ticket(state, due, ticket -> TicketFlow.agentLost(turn, ticket));
      case OPENING -> ticket(state, due, ticket -> CalendarFlow.open(turn, ticket));
      case SLA_CLOCK ->
          ticket(state, due, ticket -> SlaFlow.due(turn, ticket, Clock.valueOf(due.detail())));
      case QUEUE_LIMIT ->
          ticket(state, due, ticket -> OverflowFlow.limit(turn, ticket, due.detail()));
      case CONNECTION_GRACE_END -> ConnectionFlow.graceEnded(turn, state.requireAgent(due.key()));
      case COOLDOWN_END ->
          ticket(
              state,
              due,
              ticket -> {
                state.put(ticket.cooled(due.detail()));
                turn.restless(ticket.id(), Trigger.COOLDOWN_ENDED);
              });
      case RAMP_END -> {
        Agent agent = state.requireAgent(due.key());
        state.put(agent.rampEnded());
        turn.free(agent.login(), Trigger.RAMP_ENDED);
      }
    }
  }

  private static void offer(State state, Due due, Consumer<Offer> action) {
    Offer offer = state.offer(due.requireId());
    if (offer == null) {
      throw new IllegalStateException("timer " + due + " is of an offer that is not there");
    }
    action.accept(offer);
  }

  private static void ticket(State state, Due due, Consumer<Ticket> action) {
    Ticket ticket = state.ticket(due.requireId());
    if (ticket == null) {
      throw new IllegalStateException("timer " + due + " is of a ticket that is not there");
    }
    action.accept(ticket);
  }
}
