package io.threadline.routing.core.flow;

import io.threadline.contracts.Channel;
import io.threadline.contracts.routing.ConsultChanged;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketDeferred;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.routing.core.agent.Hold;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to tickets, in the world's words: a consult is told of as its ticket's. */
final class Tell {
  private Tell() {}

  static void queued(Turn turn, Ticket ticket, TicketQueued.Reason reason) {
    if (ticket.forConsult()) {
      consult(turn, ticket, null, ConsultChanged.State.ASKED);
      return;
    }
    turn.tell(at ->
        new TicketQueued(
            at,
            ticket.id(),
            ticket.queue(),
            ticket.language(),
            ticket.priority(),
            reason,
            ticket.enqueuedAt(),
            turn.now()));
  }

  static void deferred(Turn turn, Ticket ticket, TicketDeferred.Reason reason, Instant until) {
    turn.tell(at ->
        new TicketDeferred(
            at,
            ticket.id(),
            ticket.queue(),
            ticket.language(),
            ticket.priority(),
            reason,
            ticket.enqueuedAt(),
            until,
            turn.now()));
  }

  static void assigned(Turn turn, Ticket ticket, Hold hold) {
    if (ticket.forConsult()) {
      consult(turn, ticket, hold.agent(), ConsultChanged.State.JOINED);
      return;
    }
    turn.tell(at ->
        new TicketAssigned(
            at, ticket.id(), hold.agent(), ticket.queue(), ticket.enqueuedAt(), turn.now()));
  }

  static void offered(Turn turn, Offer offer, Ticket ticket, Agent agent) {
    turn.tell(at ->
        new OfferMade(
            at,
            offer.id(),
            ticket.subject(),
            agent.login(),
            ticket.queue(),
            Channel.of(ticket.channel()),
            offer.reason(),
            offer.expiresAt(),
            consultId(offer),
            turn.now()));
  }

  static void ended(Turn turn, Offer offer, OfferEnded.Outcome outcome) {
    turn.tell(at ->
        new OfferEnded(
            at, offer.id(), offer.subject(), offer.agent(), outcome, consultId(offer), turn.now()));
  }

  /** How the consult that a ticket has, or is, stands. */
  static void consult(
      Turn turn, Ticket ticket, @Nullable String agent, ConsultChanged.State state) {
    Ticket.Consult consult = ticket.consult();
    if (consult == null) {
      throw new IllegalStateException("ticket " + ticket.id() + " has no consult");
    }
    turn.tell(at ->
        new ConsultChanged(
            at,
            consult.ticketId(),
            consult.consultId(),
            consult.owner(),
            agent,
            state,
            turn.now()));
  }

  private static @Nullable UUID consultId(Offer offer) {
    return offer.consultOn() == null ? null : offer.ticketId();
  }
}
