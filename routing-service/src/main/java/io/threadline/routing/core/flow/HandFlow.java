package io.threadline.routing.core.flow;

import io.threadline.contracts.Presence;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.Reply.Reason;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.match.Admission;
import io.threadline.routing.core.match.Exclusion;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.OfferState;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import org.jspecify.annotations.Nullable;

/** Tickets given and taken by people. */
public final class HandFlow {
  private HandFlow() {}

  /** A supervisor gives a ticket, waiting or held, to an agent. */
  public static Reply assign(Turn turn, Input.Assign command) {
    State state = turn.state();
    Ticket ticket = state.ticket(command.ticketId());
    if (ticket == null || ticket.forConsult() || ticket.stage() == TicketStage.WRAPPING) {
      return unknownTicket(command.ticketId().toString());
    }
    Agent agent = state.agent(command.agent());
    if (agent == null) {
      return unknownAgent(command.agent());
    }
    if (ticket.stage() == TicketStage.ASSIGNED && agent.login().equals(ticket.agent())) {
      return new Reply.Assigned(ticket.id(), agent.login());
    }
    Ticket free = unheld(ticket);
    Reply obstacle = obstacle(state, agent, ticket, free, command.override());
    if (obstacle != null) {
      return obstacle;
    }
    give(turn, ticket, agent, command.by());
    return new Reply.Assigned(ticket.id(), agent.login());
  }

  /** An agent takes a waiting ticket, or the one that is offered to that agent. */
  public static Reply pull(Turn turn, Input.Pull command) {
    State state = turn.state();
    Ticket ticket = state.ticket(command.ticketId());
    if (ticket == null || ticket.forConsult()) {
      return unknownTicket(command.ticketId().toString());
    }
    Agent agent = state.agent(command.agent());
    if (agent == null) {
      return unknownAgent(command.agent());
    }
    boolean mine = agent.login().equals(ticket.agent());
    if (ticket.stage() == TicketStage.ASSIGNED && mine) {
      return new Reply.Assigned(ticket.id(), agent.login());
    }
    if (ticket.hold() != null && !mine) {
      return new Reply.Rejected(
          Reason.TAKEN,
          "ticket %s is %s with agent '%s'; ask a supervisor to reassign it"
              .formatted(ticket.id(), ticket.stage(), ticket.agent()));
    }
    Reply obstacle = mine ? null : obstacle(state, agent, ticket, ticket, false);
    if (obstacle != null) {
      return obstacle;
    }
    give(turn, ticket, agent, agent.login());
    return new Reply.Assigned(ticket.id(), agent.login());
  }

  private static void give(Turn turn, Ticket ticket, Agent agent, String by) {
    String before = ticket.stage() == TicketStage.ASSIGNED ? ticket.agent() : null;
    boolean own = ticket.offer() != null && agent.login().equals(ticket.agent());
    Ticket alone = ConsultFlow.without(turn, ticket);
    Ticket free = OfferFlow.cancel(turn, alone, own ? OfferState.ACCEPTED : OfferState.RESCINDED);
    turn.record(Explain.byHand(turn, free, agent, by));
    OfferFlow.assign(turn, free, Admission.hold(turn.state().settings(), agent, ticket.channel()));
    if (before != null) {
      PresenceFlow.released(turn, before);
    }
  }

  private static Ticket unheld(Ticket ticket) {
    return ticket.hold() == null ? ticket : ticket.queued();
  }

  private static @Nullable Reply obstacle(
      State state, Agent agent, Ticket held, Ticket ticket, boolean override) {
    if (ticket.language() != null
        && agent.definition().skills().level(Skills.language(ticket.language())) == 0) {
      return new Reply.Rejected(
          Reason.NOT_QUALIFIED,
          "agent '%s' does not speak '%s', the language of ticket %s: choose one who does"
              .formatted(agent.login(), ticket.language(), ticket.id()));
    }
    if (override) {
      return null;
    }
    if (agent.presence() == Presence.OFFLINE) {
      return new Reply.Rejected(
          Reason.NOT_AVAILABLE,
          "agent '" + agent.login() + "' is offline: choose another or set override");
    }
    var last = ticket.steps().getLast().expr();
    if (!last.test(agent.login(), agent.definition().skills())) {
      return new Reply.Rejected(
          Reason.NOT_QUALIFIED,
          "agent '%s' does not satisfy '%s': choose another or set override"
              .formatted(agent.login(), last));
    }
    boolean sameAgent = agent.login().equals(held.agent());
    Exclusion room = sameAgent ? null : Admission.room(state, agent, ticket);
    return room == null
        ? null
        : new Reply.Rejected(
            Reason.NO_CAPACITY,
            "agent '%s' %s: choose another or set override"
                .formatted(agent.login(), room.sentence()));
  }

  private static Reply unknownTicket(String id) {
    return new Reply.Rejected(
        Reason.UNKNOWN_TICKET,
        "ticket " + id + " does not wait and nobody holds it: reopen it to have it routed");
  }

  private static Reply unknownAgent(String login) {
    return new Reply.Rejected(
        Reason.UNKNOWN_AGENT, "agent '" + login + "' is not defined: PUT /api/agents/" + login);
  }
}
