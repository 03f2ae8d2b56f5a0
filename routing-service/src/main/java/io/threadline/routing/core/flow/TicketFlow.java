package io.threadline.routing.core.flow;

import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.match.Trigger;
import io.threadline.routing.core.requirement.Requirements;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.requirement.Triaged;
import io.threadline.routing.core.state.OfferState;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A ticket's way in, through its steps, and out. */
public final class TicketFlow {
  private TicketFlow() {}

  /** A request for an agent. A ticket that is wrapped up comes back to life. */
  public static Reply enqueue(Turn turn, Input.Enqueue request) {
    State state = turn.state();
    Ticket before = state.ticket(request.ticketId());
    if (before != null && before.stage() != TicketStage.WRAPPING) {
      return new Reply.AlreadyThere(before.id(), before.stage());
    }
    QueueDefinition queue = state.queue(request.queue());
    if (queue == null) {
      return new Reply.Rejected(
          Reply.Reason.UNKNOWN_QUEUE,
          "queue '" + request.queue() + "' is not defined: PUT /api/queues/" + request.queue());
    }
    String preferred = request.preferredAgent();
    if (before != null) {
      preferred = preferred == null ? before.agent() : preferred;
      release(turn, before);
      state.close(before);
    }
    boolean again = request.reopened() || before != null;
    Ticket asked = ticket(turn, request, queue, preferred);
    Ticket ticket = SlaFlow.started(turn, asked, queue, again);
    TicketQueued.Reason reason =
        again ? TicketQueued.Reason.REOPENED : TicketQueued.Reason.REQUESTED;
    String placed = OverflowFlow.place(turn, ticket, reason);
    SlaFlow.tellOverdue(turn, ticket.id());
    return new Reply.Enqueued(ticket.id(), placed);
  }

  private static Ticket ticket(
      Turn turn, Input.Enqueue request, QueueDefinition queue, @Nullable String preferred) {
    Instant now = turn.now();
    Instant waitingSince = request.requestedAt().isAfter(now) ? now : request.requestedAt();
    List<Step> steps =
        demanding(
            turn.state(),
            steps(turn.state(), queue, request.language(), preferred),
            request.skills());
    Ticket ticket =
        new Ticket(
            request.ticketId(),
            request.conversationId(),
            request.channel(),
            queue.name(),
            request.language(),
            request.priority(),
            steps,
            0,
            now,
            waitingSince,
            waitingSince.minus(turn.state().settings().credit(request.priority())),
            TicketStage.QUEUED,
            null,
            null,
            null,
            Collections.emptySortedMap(),
            null,
            Collections.emptySortedMap(),
            null,
            null,
            request.triaged());
    return passImpossible(turn, ticket);
  }

  /** What a queue asks of a ticket that was triaged before: the skills of its rule stay. */
  static List<Step> steps(
      State state, QueueDefinition queue, Ticket ticket, @Nullable String preferred) {
    Triaged triaged = ticket.triaged();
    List<Step> steps = steps(state, queue, ticket.language(), preferred);
    return triaged == null ? steps : demanding(state, steps, triaged.skills());
  }

  private static List<Step> demanding(
      State state, List<Step> steps, @Nullable SortedMap<String, Integer> skills) {
    return skills == null || skills.isEmpty()
        ? steps
        : Requirements.demanding(steps, skills, skill -> DefinitionFlow.neverRelax(state, skill));
  }

  private static List<Step> steps(
      State state, QueueDefinition queue, @Nullable String language, @Nullable String preferred) {
    String known = preferred != null && state.agent(preferred) != null ? preferred : null;
    return known == null
        ? state.steps(queue, language)
        : Requirements.compile(queue.steps(), language, known, state.settings().stickyFor());
  }

  /** The ticket at the first step, from its active one on, that somebody could ever satisfy. */
  static Ticket passImpossible(Turn turn, Ticket ticket) {
    Ticket current = ticket;
    while (!current.atLastStep() && !turn.market().possible(current.activeStep(), turn.now())) {
      current = current.atStep(current.step() + 1, turn.now());
    }
    return current;
  }

  /** Moves on waiting tickets whose step has just become impossible. */
  static void passImpossible(Turn turn) {
    for (Ticket ticket : turn.market().doubtful(turn.now())) {
      boolean waits = ticket.stage() == TicketStage.QUEUED || ticket.stage() == TicketStage.OFFERED;
      Ticket passed = waits ? passImpossible(turn, ticket) : ticket;
      if (passed != ticket) {
        turn.state().put(passed);
        turn.restless(passed.id(), Trigger.STEP_STARTED);
      }
    }
  }

  /** The active step's time is over. */
  static void expireStep(Turn turn, Ticket ticket) {
    Ticket next = passImpossible(turn, ticket.atStep(ticket.step() + 1, turn.now()));
    turn.state().put(next);
    turn.restless(next.id(), Trigger.STEP_STARTED);
  }

  /** The customer left, or the ticket needs no agent for another reason. */
  public static Reply withdraw(Turn turn, Input.Withdraw command) {
    Ticket ticket = turn.state().ticket(command.ticketId());
    if (ticket == null || ticket.forConsult()) {
      return new Reply.NotThere(command.ticketId());
    }
    TicketReleased.Reason reason =
        switch (command.reason()) {
          case ABANDONED -> TicketReleased.Reason.ABANDONED;
          case MERGED -> TicketReleased.Reason.MERGED;
          case SPAM -> TicketReleased.Reason.SPAM;
        };
    close(turn, ticket, reason);
    return new Reply.Done();
  }

  /** The ticket is resolved: its agent wraps up, if the queue gives time for that. */
  public static Reply complete(Turn turn, Input.Complete command) {
    Ticket ticket = turn.state().ticket(command.ticketId());
    if (ticket == null || ticket.forConsult()) {
      return new Reply.NotThere(command.ticketId());
    }
    if (ticket.stage() == TicketStage.WRAPPING) {
      return new Reply.AlreadyThere(ticket.id(), ticket.stage());
    }
    QueueDefinition queue = turn.state().requireQueue(ticket.queue());
    if (ticket.stage() == TicketStage.ASSIGNED && queue.wrapUp().isPositive()) {
      Ticket alone = ConsultFlow.without(turn, ticket);
      Ticket silent = alone.clocked(Collections.emptySortedMap());
      turn.state().put(silent.wrapping(turn.now().plus(queue.wrapUp())));
    } else {
      close(turn, ticket, TicketReleased.Reason.COMPLETED);
    }
    return new Reply.Done();
  }

  /** The agent needs no more time after the ticket. */
  public static Reply wrapUpDone(Turn turn, Input.WrapUpDone command) {
    Ticket ticket = turn.state().ticket(command.ticketId());
    if (ticket == null
        || ticket.stage() != TicketStage.WRAPPING
        || !command.agent().equals(ticket.agent())) {
      return new Reply.NotThere(command.ticketId());
    }
    close(turn, ticket, TicketReleased.Reason.COMPLETED);
    return new Reply.Done();
  }

  /** Routing is done with it; an offer of it ends, and who was only offered it did not have it. */
  static void close(Turn turn, Ticket held, TicketReleased.Reason reason) {
    boolean offered = OfferFlow.endOffer(turn, held, OfferState.CANCELED);
    Ticket ticket = ConsultFlow.without(turn, held);
    String agent = ticket.agent();
    String holder = offered ? null : agent;
    turn.state().close(ticket);
    if (agent != null) {
      PresenceFlow.released(turn, agent);
    }
    turn.tell(at -> new TicketReleased(at, ticket.id(), holder, reason, turn.now()));
  }

  /** Takes the ticket off whoever holds it; the caller puts or closes it. */
  private static void release(Turn turn, Ticket ticket) {
    if (ticket.hold() != null) {
      turn.state().put(ticket.queued());
      PresenceFlow.released(turn, ticket.hold().agent());
    }
  }

  /** Back to the queue, same age and step; {@code cooling} is not offered it for a while. */
  static void requeue(
      Turn turn, Ticket ticket, TicketQueued.Reason reason, @Nullable String cooling) {
    String agent = ticket.agent();
    Ticket queued = ticket.queued();
    if (cooling != null) {
      queued = queued.cooling(cooling, turn.now().plus(turn.state().settings().cooldown()));
    }
    Ticket placed = passImpossible(turn, queued);
    turn.state().put(placed);
    if (agent != null) {
      PresenceFlow.released(turn, agent);
    }
    Tell.queued(turn, placed, reason);
    turn.restless(placed.id(), Trigger.TICKET_REQUEUED);
  }

  /** Its agent went and did not come back in time: to the queue, that agent preferred. */
  static void agentLost(Turn turn, Ticket held) {
    if (held.forConsult()) {
      ConsultFlow.adviserLost(turn, held);
      return;
    }
    Ticket ticket = ConsultFlow.without(turn, held);
    String agent = ticket.agent();
    List<Step> steps =
        agent == null || turn.state().agent(agent) == null
            ? ticket.steps()
            : Requirements.preferring(
                ticket.steps(), agent, ticket.language(), turn.state().settings().stickyFor());
    QueueDefinition queue = turn.state().requireQueue(ticket.queue());
    Ticket waits = ticket.restarted(steps, turn.now());
    Ticket placed = passImpossible(turn, OverflowFlow.limited(turn, waits, queue));
    turn.state().put(placed);
    if (agent != null) {
      PresenceFlow.released(turn, agent);
    }
    Tell.queued(turn, placed, TicketQueued.Reason.AGENT_LOST);
    turn.restless(placed.id(), Trigger.TICKET_REQUEUED);
  }
}
