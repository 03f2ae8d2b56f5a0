package io.threadline.routing.core.flow;

import io.threadline.contracts.Presence;
import io.threadline.contracts.routing.PresenceChanged;
import io.threadline.contracts.routing.SlaDeadlineReached.Clock;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.calendar.Hours;
import io.threadline.routing.core.match.Trigger;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Agents come and go; what they hold stays, goes back, or is waited for. */
public final class PresenceFlow {
  private PresenceFlow() {}

  public static Reply set(Turn turn, Input.PresenceSet command) {
    Agent agent = turn.state().agent(command.agent());
    if (agent == null) {
      return unknown(command.agent());
    }
    become(turn, agent, command.presence());
    Agent after = turn.state().requireAgent(command.agent());
    return new Reply.PresenceIs(after.login(), after.presence());
  }

  static Reply unknown(String login) {
    return new Reply.Rejected(
        Reply.Reason.UNKNOWN_AGENT,
        "agent '" + login + "' is not defined: PUT /api/agents/" + login);
  }

  /** An agent who lets offers run out is not there. */
  static void missedTooMany(Turn turn, String login) {
    become(turn, turn.state().requireAgent(login), Presence.AWAY);
  }

  static void become(Turn turn, Agent agent, Presence next) {
    boolean wasLost = agent.lost() != null;
    if (agent.presence() == next && !wasLost) {
      return;
    }
    State state = turn.state();
    Instant rampEnd = turn.now().plus(state.settings().rampWindow());
    state.put(agent.with(next, turn.now(), rampEnd));
    turn.tell(at -> new PresenceChanged(at, agent.login(), next, turn.now()));
    if (next == Presence.READY) {
      turn.free(agent.login(), Trigger.AGENT_READY);
    } else {
      rescindOffers(turn, agent.login());
    }
    if (agent.presence() == Presence.OFFLINE || (wasLost && next != Presence.OFFLINE)) {
      endGrace(turn, agent.login());
    }
    switch (next) {
      case OFFLINE -> {
        startGrace(turn, agent.login());
        OverflowFlow.passUnstaffed(turn);
      }
      case DRAINING -> offlineWhenDrained(turn, state.requireAgent(agent.login()));
      case READY, AWAY -> {}
    }
  }

  static void rescindOffers(Turn turn, String login) {
    for (UUID id : turn.state().heldBy(login)) {
      Ticket ticket = turn.state().ticket(id);
      if (ticket != null && ticket.offer() != null) {
        Offer offer = turn.state().offer(ticket.offer());
        if (offer != null) {
          OfferFlow.rescind(turn, offer);
        }
      }
    }
  }

  /** Work whose channel does not wait for an absent agent gets a deadline, or goes back at once. */
  static void startGrace(Turn turn, String login) {
    State state = turn.state();
    for (UUID id : state.heldBy(login)) {
      Ticket ticket = state.ticket(id);
      // A grace that runs is not begun anew when the absence goes on.
      if (ticket != null && ticket.stage() == TicketStage.ASSIGNED && ticket.until() == null) {
        Instant end = graceEnd(turn, ticket, state.requireAgent(login));
        if (end != null && !end.isAfter(turn.now())) {
          TicketFlow.agentLost(turn, ticket);
        } else if (end != null) {
          state.put(ticket.keptUntil(end));
        }
      }
    }
    // Tickets that wait for this agent alone need not wait any longer.
    TicketFlow.passImpossible(turn);
  }

  /**
   * Until when an absent agent keeps a ticket: as long as its channel says. Where the customer does
   * not sit waiting, until the shift ends or a reply is due; null for neither.
   */
  private static @Nullable Instant graceEnd(Turn turn, Ticket ticket, Agent agent) {
    State state = turn.state();
    Duration grace = state.settings().channel(ticket.channel()).offlineGrace();
    if (grace != null) {
      return turn.now().plus(grace);
    }
    Hours shift = state.hours(agent.definition().shift());
    Instant end = shift == null ? null : shift.closing(turn.now());
    for (var clock : ticket.clocks().entrySet()) {
      Instant deadline = clock.getValue().at();
      if (clock.getKey() != Clock.RESOLUTION && (end == null || deadline.isBefore(end))) {
        end = deadline;
      }
    }
    return end;
  }

  static void endGrace(Turn turn, String login) {
    for (UUID id : turn.state().heldBy(login)) {
      Ticket ticket = turn.state().ticket(id);
      if (ticket != null && ticket.stage() == TicketStage.ASSIGNED && ticket.until() != null) {
        turn.state().put(ticket.keptUntil(null));
      }
    }
  }

  /** Work was taken off an agent. */
  static void released(Turn turn, String login) {
    State state = turn.state();
    Agent agent = state.requireAgent(login).released(turn.now());
    state.put(agent);
    turn.free(login, Trigger.AGENT_FREED);
    offlineWhenDrained(turn, agent);
  }

  static void offlineWhenDrained(Turn turn, Agent agent) {
    String login = agent.login();
    if (agent.presence() == Presence.DRAINING && turn.state().load(login).isEmpty()) {
      become(turn, agent, Presence.OFFLINE);
    }
  }
}
