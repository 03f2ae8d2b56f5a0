package io.threadline.routing.core.flow;

import io.threadline.contracts.Presence;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.Reply.Reason;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.requirement.Requirements;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A held ticket is passed on cold: to a queue, or to an agent first and then the queue. */
public final class TransferFlow {
  /** How long a ticket waits for the agent it was passed to before others may take it. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private TransferFlow() {}

  /** The holder is free at once; the ticket waits, as old as before, or is offered. */
  public static Reply transfer(Turn turn, Input.Transfer command) {
    State state = turn.state();
    Ticket held = state.ticket(command.ticketId());
    String by = command.supervisor() && held != null ? held.agent() : command.by();
    Reply refusal = notHeldBy(held, command.ticketId(), by);
    if (held == null || refusal != null) {
      return refusal == null ? new Reply.NotThere(command.ticketId()) : refusal;
    }
    Reply wrong = wrongTarget(state, held, command.toQueue(), command.toAgent());
    if (wrong != null) {
      return wrong;
    }
    String giver = String.valueOf(held.agent());
    Ticket alone = ConsultFlow.without(turn, held);
    Ticket ticket = command.dropSkills() ? alone.withoutRuleSkills() : alone;
    String target = command.toQueue() == null ? ticket.queue() : command.toQueue();
    QueueDefinition queue = state.requireQueue(target);
    List<Step> steps = TicketFlow.steps(state, queue, ticket, null);
    if (command.toAgent() != null) {
      // Whoever is named is asked, with or without the skills of a rule.
      steps = Requirements.preferring(steps, command.toAgent(), ticket.language(), PATIENCE);
    }
    Ticket moved =
        ticket
            .movedTo(queue.name())
            .restarted(steps, turn.now())
            .cooling(giver, turn.now().plus(state.settings().cooldown()));
    Ticket free = moved.limited(null, null);
    state.put(free);
    PresenceFlow.released(turn, giver);
    String placed = OverflowFlow.place(turn, free, TicketQueued.Reason.TRANSFERRED);
    return new Reply.Transferred(free.id(), placed);
  }

  /** Why the agent cannot pass the ticket on; null if nothing is in the way. */
  static @Nullable Reply notHeldBy(@Nullable Ticket ticket, UUID id, @Nullable String agent) {
    if (ticket == null || ticket.forConsult() || ticket.stage() != TicketStage.ASSIGNED) {
      return new Reply.Rejected(
          Reason.UNKNOWN_TICKET, "nobody holds ticket " + id + ": accept or assign it first");
    }
    return ticket.agent() != null && ticket.agent().equals(agent)
        ? null
        : new Reply.Rejected(
            Reason.NOT_YOURS,
            "ticket %s is held by agent '%s', not by '%s': ask the holder or a supervisor"
                .formatted(id, ticket.agent(), agent));
  }

  /** What is wrong with where a ticket should go; null if it can go there. */
  static @Nullable Reply wrongTarget(
      State state, Ticket ticket, @Nullable String toQueue, @Nullable String toAgent) {
    if ((toQueue == null) == (toAgent == null)) {
      return new Reply.Rejected(
          Reason.INVALID,
          "queue '%s' and agent '%s': name one of the two".formatted(toQueue, toAgent));
    }
    if (toAgent == null) {
      return state.queue(String.valueOf(toQueue)) == null
          ? new Reply.Rejected(
              Reason.UNKNOWN_QUEUE,
              "queue '" + toQueue + "' is not defined: PUT /api/queues/" + toQueue)
          : null;
    }
    if (toAgent.equals(ticket.agent())) {
      return new Reply.Rejected(
          Reason.INVALID,
          "ticket %s is held by agent '%s' already: name another agent or a queue"
              .formatted(ticket.id(), toAgent));
    }
    Agent agent = state.agent(toAgent);
    if (agent == null) {
      return PresenceFlow.unknown(toAgent);
    }
    if (agent.presence() == Presence.OFFLINE) {
      return new Reply.Rejected(
          Reason.NOT_AVAILABLE, "agent '" + toAgent + "' is offline: choose another or a queue");
    }
    String language = ticket.language();
    return language == null || agent.definition().skills().level(Skills.language(language)) > 0
        ? null
        : new Reply.Rejected(
            Reason.NOT_QUALIFIED,
            "agent '%s' does not speak '%s', the language of ticket %s: choose one who does"
                .formatted(toAgent, language, ticket.id()));
  }
}
