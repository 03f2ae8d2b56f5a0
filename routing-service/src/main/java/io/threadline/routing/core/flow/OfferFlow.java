package io.threadline.routing.core.flow;

import io.threadline.contracts.Channel;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.TicketAssigned;
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

  /** Reserves the ticket and the agent's capacity. */
  static void make(Turn turn, UUID offerId, Ticket ticket, Agent agent, String reason) {
    State state = turn.state();
    PoolSettings settings = state.settings();
    Instant expiresAt = turn.now().plus(settings.offerExpiry());
    state.put(
        new Offer(
            offerId,
            ticket.id(),
            agent.login(),
            reason,
            turn.now(),
            expiresAt,
            OfferState.PENDING,
            null,
            null));
    state.put(ticket.offered(offerId, Admission.hold(settings, agent, ticket.channel())));
    state.put(agent.offered(turn.now()));
    turn.tell(at ->
        new OfferMade(
            at,
            offerId,
            ticket.id(),
            agent.login(),
            ticket.queue(),
            Channel.of(ticket.channel()),
            reason,
            expiresAt,
            turn.now()));
  }

  /** The agent takes it: one winner, and everybody later learns the end. */
  public static Reply accept(Turn turn, Input.Accept command) {
    Offer offer = turn.state().offer(command.offerId());
    if (offer == null || !offer.agent().equals(command.agent())) {
      return new Reply.OfferUnknown(command.offerId());
    }
    if (!offer.pending()) {
      return new Reply.OfferOver(offer.id(), offer.ticketId(), offer.state());
    }
    acceptPending(turn, offer, requireTicket(turn, offer));
    return new Reply.OfferAccepted(offer.id(), offer.ticketId());
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
    turn.tell(at ->
        new TicketAssigned(
            at, ticket.id(), hold.agent(), ticket.queue(), ticket.enqueuedAt(), turn.now()));
  }

  /** The agent leaves it to others. */
  public static Reply decline(Turn turn, Input.Decline command) {
    Offer offer = turn.state().offer(command.offerId());
    if (offer == null || !offer.agent().equals(command.agent())) {
      return new Reply.OfferUnknown(command.offerId());
    }
    if (!offer.pending()) {
      return new Reply.OfferOver(offer.id(), offer.ticketId(), offer.state());
    }
    end(turn, offer, OfferState.DECLINED);
    TicketFlow.requeue(
        turn, requireTicket(turn, offer), TicketQueued.Reason.DECLINED, offer.agent());
    return new Reply.OfferDeclined(offer.id(), offer.ticketId());
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

  /** The agent went: the offer is taken back and the ticket waits again. */
  static void rescind(Turn turn, Offer offer) {
    end(turn, offer, OfferState.RESCINDED);
    TicketFlow.requeue(turn, requireTicket(turn, offer), TicketQueued.Reason.AGENT_LOST, null);
  }

  /** Ends the ticket's offer, if it has one, and gives the ticket without it back. */
  static Ticket cancel(Turn turn, Ticket ticket, OfferState how) {
    if (ticket.offer() == null) {
      return ticket;
    }
    Offer offer = turn.state().offer(ticket.offer());
    if (offer == null) {
      throw new IllegalStateException(
          "ticket " + ticket.id() + " has offer " + ticket.offer() + ", which is not there");
    }
    end(turn, offer, how);
    Ticket queued = ticket.queued();
    turn.state().put(queued);
    PresenceFlow.released(turn, offer.agent());
    return queued;
  }

  private static void end(Turn turn, Offer offer, OfferState how) {
    Instant now = turn.now();
    turn.state().put(offer.ended(how, now, now.plus(turn.state().settings().remembered())));
    turn.tell(
        at -> new OfferEnded(at, offer.id(), offer.ticketId(), offer.agent(), how.outcome(), now));
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
