package io.threadline.routing.core.flow;

import io.threadline.contracts.routing.TicketQueued;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.agent.Hold;
import io.threadline.routing.core.match.Admission;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.OfferState;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
import java.util.UUID;

/** An offer from its making to its one end. */
public final class OfferFlow {
  private OfferFlow() {}

  /** Reserves the ticket and the agent's capacity, and accepts at once where that is wished. */
  static void make(Turn turn, UUID offerId, Ticket ticket, Agent agent, String reason) {
    State state = turn.state();
    PoolSettings settings = state.settings();
    Offer offer =
        new Offer(
            offerId,
            ticket.id(),
            agent.login(),
            reason,
            turn.now(),
            turn.now().plus(settings.offerExpiry()),
            OfferState.PENDING,
            null,
            null,
            ticket.forConsult() ? ticket.subject() : null);
    Ticket offered = ticket.offered(offerId, Admission.hold(settings, agent, ticket.channel()));
    state.put(offer);
    state.put(offered);
    state.put(agent.offered(turn.now()));
    Tell.offered(turn, offer, offered, agent);
    if (agent.definition().autoAccept()
        || state.requireQueue(ticket.queue()).autoAccepts(ticket.channel())) {
      acceptPending(turn, offer, offered);
    }
  }

  /** The agent takes it: one winner, and everybody later learns the end. */
  public static Reply accept(Turn turn, Input.Accept command) {
    Offer offer = turn.state().offer(command.offerId());
    if (offer == null || !offer.agent().equals(command.agent())) {
      return new Reply.OfferUnknown(command.offerId());
    }
    if (!offer.pending()) {
      return new Reply.OfferOver(offer.id(), offer.subject(), offer.state());
    }
    acceptPending(turn, offer, requireTicket(turn, offer));
    return new Reply.OfferAccepted(offer.id(), offer.subject());
  }

  static void acceptPending(Turn turn, Offer offer, Ticket ticket) {
    end(turn, offer, OfferState.ACCEPTED);
    Agent agent = turn.state().requireAgent(offer.agent());
    if (agent.misses() > 0) {
      turn.state().put(agent.missed(0));
    }
    assign(turn, ticket, requireHold(ticket));
  }

  /** The ticket is the agent's from now on. */
  static void assign(Turn turn, Ticket ticket, Hold hold) {
    turn.state().put(ticket.assigned(hold));
    Tell.assigned(turn, ticket, hold);
  }

  /** The agent leaves it to others. */
  public static Reply decline(Turn turn, Input.Decline command) {
    Offer offer = turn.state().offer(command.offerId());
    if (offer == null || !offer.agent().equals(command.agent())) {
      return new Reply.OfferUnknown(command.offerId());
    }
    if (!offer.pending()) {
      return new Reply.OfferOver(offer.id(), offer.subject(), offer.state());
    }
    end(turn, offer, OfferState.DECLINED);
    TicketFlow.requeue(
        turn, requireTicket(turn, offer), TicketQueued.Reason.DECLINED, offer.agent());
    return new Reply.OfferDeclined(offer.id(), offer.subject());
  }

  /** Nobody answered in time; an agent who misses several in a row is away. */
  static void timeOut(Turn turn, Offer offer) {
    end(turn, offer, OfferState.TIMED_OUT);
    State state = turn.state();
    Agent agent = state.requireAgent(offer.agent());
    int misses = agent.misses() + 1;
    state.put(agent.missed(misses));
    Ticket ticket = requireTicket(turn, offer);
    TicketFlow.requeue(turn, ticket, TicketQueued.Reason.TIMED_OUT, offer.agent());
    if (misses >= state.settings().missesToAway()) {
      PresenceFlow.missedTooMany(turn, offer.agent());
    }
  }

  /** A supervisor takes it back: others are asked first. */
  public static Reply rescind(Turn turn, Input.Rescind command) {
    Offer offer = turn.state().offer(command.offerId());
    if (offer == null) {
      return new Reply.OfferUnknown(command.offerId());
    }
    if (!offer.pending()) {
      return new Reply.OfferOver(offer.id(), offer.subject(), offer.state());
    }
    end(turn, offer, OfferState.RESCINDED);
    TicketFlow.requeue(
        turn, requireTicket(turn, offer), TicketQueued.Reason.AGENT_LOST, offer.agent());
    return new Reply.OfferRescinded(offer.id(), offer.subject());
  }

  /** The agent went: the offer is taken back and the ticket waits again. */
  static void rescind(Turn turn, Offer offer) {
    end(turn, offer, OfferState.RESCINDED);
    TicketFlow.requeue(turn, requireTicket(turn, offer), TicketQueued.Reason.AGENT_LOST, null);
  }

  /** Ends the ticket's offer, if it has one, and gives the ticket without it back. */
  static Ticket cancel(Turn turn, Ticket ticket, OfferState how) {
    if (!endOffer(turn, ticket, how)) {
      return ticket;
    }
    Ticket queued = ticket.queued();
    turn.state().put(queued);
    PresenceFlow.released(turn, requireHold(ticket).agent());
    return queued;
  }

  /** Ends the ticket's offer; false if it has none. The caller takes the ticket off the agent. */
  static boolean endOffer(Turn turn, Ticket ticket, OfferState how) {
    if (ticket.offer() == null) {
      return false;
    }
    Offer offer = turn.state().offer(ticket.offer());
    if (offer == null) {
      throw new IllegalStateException(
          "ticket " + ticket.id() + " has offer " + ticket.offer() + ", which is not there");
    }
    end(turn, offer, how);
    return true;
  }

  private static void end(Turn turn, Offer offer, OfferState how) {
    Instant now = turn.now();
    turn.state().put(offer.ended(how, now, now.plus(turn.state().settings().remembered())));
    Tell.ended(turn, offer, how.outcome());
  }

  private static Ticket requireTicket(Turn turn, Offer offer) {
    Ticket ticket = turn.state().ticket(offer.ticketId());
    if (ticket == null || !offer.id().equals(ticket.offer())) {
      throw new IllegalStateException(
          "pending offer " + offer.id() + " is not the offer of ticket " + ticket);
    }
    return ticket;
  }

  private static Hold requireHold(Ticket ticket) {
    if (ticket.hold() == null) {
      throw new IllegalStateException("offered ticket " + ticket.id() + " holds no capacity");
    }
    return ticket.hold();
  }
}
