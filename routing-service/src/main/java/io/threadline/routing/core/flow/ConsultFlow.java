package io.threadline.routing.core.flow;

import io.threadline.contracts.routing.ConsultChanged;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.Reply.Reason;
import io.threadline.routing.core.agent.Hold;
import io.threadline.routing.core.match.Trigger;
import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.requirement.Requirements;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.state.OfferState;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A second agent joins in, for advice or to take over. The consult is routed as a ticket of its own
 * and takes capacity like one; the ticket that it is about keeps its owner until it is handed over.
 */
public final class ConsultFlow {
  private ConsultFlow() {}

  /** The owner asks somebody. */
  public static Reply ask(Turn turn, Input.Consult command) {
    State state = turn.state();
    Ticket ticket = state.ticket(command.ticketId());
    Reply refusal = TransferFlow.notHeldBy(ticket, command.ticketId(), command.by());
    if (ticket == null || refusal != null) {
      return refusal == null ? new Reply.NotThere(command.ticketId()) : refusal;
    }
    if (ticket.consult() != null) {
      return new Reply.Rejected(
          Reason.TAKEN, "ticket %s has a consult already: end that first".formatted(ticket.id()));
    }
    Reply wrong = TransferFlow.wrongTarget(state, ticket, command.toQueue(), command.toAgent());
    if (wrong != null) {
      return wrong;
    }
    String target = command.toQueue() == null ? ticket.queue() : command.toQueue();
    QueueDefinition queue = state.requireQueue(target);
    Ticket.Consult consult = new Ticket.Consult(ticket.id(), turn.nextOfferId(), command.by());
    Ticket asked = asked(turn, ticket, queue, consult, command.toAgent());
    state.put(ticket.consulting(consult));
    state.put(asked);
    Tell.consult(turn, asked, null, ConsultChanged.State.ASKED);
    turn.restless(asked.id(), Trigger.TICKET_ARRIVED);
    return new Reply.Consulting(ticket.id(), asked.id());
  }

  /** It is as urgent as its ticket, and not for the owner. */
  private static Ticket asked(
      Turn turn,
      Ticket ticket,
      QueueDefinition queue,
      Ticket.Consult consult,
      @Nullable String agent) {
    List<Step> steps = steps(turn, ticket, queue, consult.owner(), agent);
    Ticket asked =
        new Ticket(
            consult.consultId(),
            ticket.conversationId(),
            ticket.channel(),
            queue.name(),
            ticket.language(),
            ticket.priority(),
            steps,
            0,
            turn.now(),
            turn.now(),
            ticket.virtualAt(),
            TicketStage.QUEUED,
            null,
            null,
            null,
            new TreeMap<>(),
            consult,
            new TreeMap<>(),
            null,
            null,
            null);
    return TicketFlow.passImpossible(turn, asked);
  }

  private static List<Step> steps(
      Turn turn, Ticket ticket, QueueDefinition queue, String owner, @Nullable String agent) {
    List<Step> template =
        agent == null
            ? queue.steps()
            : List.of(new Step(new Expr.AgentIn(new TreeSet<>(List.of(agent)), false), null));
    Expr notOwner = new Expr.AgentIn(new TreeSet<>(List.of(owner)), true);
    List<Step> steps = new ArrayList<>();
    Requirements.compile(template, ticket.language(), null, turn.state().settings().stickyFor())
        .forEach(step ->
            steps.add(
                new Step(new Expr.AllOf(List.of(step.expr(), notOwner)), step.expiresAfter())));
    return steps;
  }

  /** Advice was given, the question taken back, or the ticket handed over. */
  public static Reply done(Turn turn, Input.ConsultDone command) {
    Ticket ticket = turn.state().ticket(command.ticketId());
    if (ticket == null || ticket.consult() == null || ticket.forConsult()) {
      return new Reply.Rejected(
          Reason.UNKNOWN_TICKET,
          "ticket " + command.ticketId() + " has no consult: ask somebody first");
    }
    Ticket asked = requireConsult(turn.state(), ticket.consult());
    String joined = joined(asked);
    String owner = String.valueOf(ticket.agent());
    boolean own = command.by().equals(owner);
    if (!own && (command.handOver() || !command.by().equals(joined))) {
      return new Reply.Rejected(
          Reason.NOT_YOURS,
          "ticket %s is held by agent '%s', not by '%s': only the holder ends its consult"
              .formatted(ticket.id(), owner, command.by()));
    }
    if (!command.handOver()) {
      boolean advised = joined != null;
      end(turn, ticket, advised ? ConsultChanged.State.COMPLETED : ConsultChanged.State.CANCELED);
      return new Reply.ConsultOver(ticket.id(), owner);
    }
    if (joined == null || asked.hold() == null) {
      return new Reply.Rejected(
          Reason.NOT_AVAILABLE,
          "nobody has joined ticket %s yet: wait for the other agent, or transfer it without one"
              .formatted(ticket.id()));
    }
    handOver(turn, ticket, asked, asked.hold());
    return new Reply.ConsultOver(ticket.id(), joined);
  }

  /** The hold of who joined becomes the ticket's: nobody has it twice, nobody not at all. */
  private static void handOver(Turn turn, Ticket ticket, Ticket asked, Hold hold) {
    String before = String.valueOf(ticket.agent());
    Tell.consult(turn, ticket, hold.agent(), ConsultChanged.State.COMPLETED);
    turn.state().close(asked);
    Ticket alone = ticket.consulting(null);
    turn.record(Explain.byHand(turn, alone, turn.state().requireAgent(hold.agent()), before));
    OfferFlow.assign(turn, alone, hold);
    PresenceFlow.released(turn, before);
  }

  /** The ticket as it goes on without the consult that it may have. */
  static Ticket without(Turn turn, Ticket ticket) {
    return ticket.consult() == null || ticket.forConsult()
        ? ticket
        : end(turn, ticket, ConsultChanged.State.CANCELED);
  }

  /** Who joined went and did not come back: the owner asks again, if that still helps. */
  static void adviserLost(Turn turn, Ticket asked) {
    Ticket ticket = turn.state().ticket(asked.subject());
    if (ticket == null) {
      throw new IllegalStateException("consult " + asked.id() + " is on a ticket that is gone");
    }
    var _ = end(turn, ticket, ConsultChanged.State.CANCELED);
  }

  private static Ticket end(Turn turn, Ticket ticket, ConsultChanged.State how) {
    if (ticket.consult() == null) {
      throw new IllegalStateException("ticket " + ticket.id() + " has no consult to end");
    }
    Ticket asked = requireConsult(turn.state(), ticket.consult());
    Tell.consult(turn, ticket, joined(asked), how);
    Ticket alone = ticket.consulting(null);
    turn.state().put(alone);
    Ticket free = OfferFlow.cancel(turn, asked, OfferState.CANCELED);
    turn.state().close(free);
    if (free.agent() != null) {
      PresenceFlow.released(turn, free.agent());
    }
    return alone;
  }

  private static @Nullable String joined(Ticket asked) {
    return asked.stage() == TicketStage.ASSIGNED ? asked.agent() : null;
  }

  private static Ticket requireConsult(State state, Ticket.Consult consult) {
    Ticket asked = state.ticket(consult.consultId());
    if (asked == null) {
      throw new IllegalStateException(
          "ticket " + consult.ticketId() + " has a consult that is not there: " + consult);
    }
    return asked;
  }
}
