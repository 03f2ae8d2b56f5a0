package io.threadline.kpi.core.story;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.conversation.AgentNotified;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.conversation.ConversationEvent;
import io.threadline.contracts.conversation.CustomerChanged;
import io.threadline.contracts.conversation.CustomerErased;
import io.threadline.contracts.conversation.CustomersMerged;
import io.threadline.contracts.conversation.CustomersUnmerged;
import io.threadline.contracts.conversation.DeliveryChanged;
import io.threadline.contracts.conversation.Direction;
import io.threadline.contracts.conversation.IdentityAttached;
import io.threadline.contracts.conversation.IdentityDetached;
import io.threadline.contracts.conversation.MessageAppended;
import io.threadline.contracts.conversation.MessagesErased;
import io.threadline.contracts.conversation.MessagesReattached;
import io.threadline.contracts.conversation.TicketDetailsChanged;
import io.threadline.contracts.conversation.TicketOpened;
import io.threadline.contracts.conversation.TicketRouted;
import io.threadline.contracts.conversation.TicketStatusChanged;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.contracts.routing.ConsultChanged;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.PresenceChanged;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.contracts.routing.SlaClockStarted;
import io.threadline.contracts.routing.SlaDeadlineReached;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketDeferred;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an event says about tickets and deliveries. */
public final class Intake {
  private Intake() {}

  /** What there is to take from an event. */
  public sealed interface Taken {}

  /** Something happened to a ticket. */
  public record OfTicket(UUID ticket, Moment moment) implements Taken {}

  /**
   * Something became known of a message's delivery.
   *
   * @param id the event's id
   */
  public record OfDelivery(UUID id, UUID message, DeliveryFact report) implements Taken {}

  /** Reads an event; null if no KPI asks about it. */
  public static @Nullable Taken read(Envelope<? extends Event> envelope) {
    return switch (envelope.data()) {
      case ConversationEvent event -> conversation(envelope.id(), event);
      case RoutingEvent event -> routing(envelope.id(), event);
      case DeliveryReported event ->
          new OfDelivery(
              envelope.id(),
              event.messageId(),
              new DeliveryFact(event.channel().name(), event.at(), event.state()));
      default -> null;
    };
  }

  private static @Nullable Taken conversation(UUID id, ConversationEvent event) {
    return switch (event) {
      case TicketOpened opened ->
          new OfTicket(
              opened.ticketId(),
              Moment.of(id, opened.at(), Kind.OPENED)
                  .ofCustomer(opened.customerId())
                  .on(opened.channel().name()));
      case MessageAppended message -> message(id, message);
      case TicketStatusChanged changed ->
          new OfTicket(
              changed.ticketId(),
              Moment.of(id, changed.at(), kind(changed.from(), changed.to()))
                  .ofCustomer(changed.customerId())
                  .by(changed.by().agent()));
      // Routing's own events say the same, in routing's order.
      case TicketRouted routed -> null;
      case DeliveryChanged changed -> null;
      case IdentityAttached _, IdentityDetached _, CustomerChanged _ -> null;
      // Facts and totals hold nothing that tells who the customer was.
      case CustomerErased _, MessagesErased _ -> null;
      // A ticket's next event names the customer that it belongs to now.
      case CustomersMerged _, CustomersUnmerged _ -> null;
      // A message counts for the ticket that it came to, wherever it is moved later.
      case MessagesReattached _, TicketDetailsChanged _, AgentNotified _ -> null;
    };
  }

  /** A message without a ticket is counted under its conversation, which is never opened. */
  private static @Nullable Taken message(UUID id, MessageAppended message) {
    if (message.direction() == Direction.NOTE) {
      return null;
    }
    UUID ticket = message.ticketId();
    Author author = message.author();
    Kind kind =
        switch (author.kind()) {
          case CUSTOMER -> Kind.CUSTOMER_WROTE;
          case AGENT -> Kind.AGENT_WROTE;
          case BOT -> Kind.BOT_WROTE;
        };
    return new OfTicket(
        ticket == null ? message.conversationId() : ticket,
        Moment.of(id, message.at(), kind)
            .on(message.channel() == null ? null : message.channel().name())
            .by(author.agent()));
  }

  private static Kind kind(TicketStatus from, TicketStatus to) {
    return switch (to) {
      case SPAM -> Kind.SPAM;
      case ABANDONED -> Kind.ABANDONED;
      case RESOLVED, CLOSED -> from.unsolved() ? Kind.RESOLVED : Kind.MOVED;
      case NEW, OPEN, PENDING, ON_HOLD ->
          switch (from) {
            case SPAM -> Kind.NOT_SPAM;
            case RESOLVED, CLOSED, ABANDONED -> Kind.REOPENED;
            case NEW, OPEN, PENDING, ON_HOLD -> Kind.MOVED;
          };
    };
  }

  private static @Nullable Taken routing(UUID id, RoutingEvent event) {
    return switch (event) {
      case TicketQueued queued ->
          new OfTicket(
              queued.ticketId(),
              Moment.of(id, queued.at(), Kind.QUEUED)
                  .routed(queued.queue(), queued.waitingSince(), queued.position()));
      // The wait began with the request and goes on: nothing to count before it is queued.
      case TicketDeferred deferred -> null;
      case TicketAssigned assigned ->
          new OfTicket(
              assigned.ticketId(),
              Moment.of(id, assigned.at(), Kind.ASSIGNED)
                  .by(assigned.agent())
                  .routed(assigned.queue(), assigned.waitingSince(), assigned.position()));
      case TicketReleased released ->
          released.reason() == TicketReleased.Reason.ABANDONED
              ? new OfTicket(
                  released.ticketId(),
                  Moment.of(id, released.at(), Kind.ABANDONED).placed(released.position()))
              : null;
      case OfferMade offer -> null;
      case OfferEnded offer -> null;
      case ConsultChanged consult -> null;
      case SlaClockStarted clock -> null;
      case SlaDeadlineReached deadline -> null;
      case PresenceChanged presence -> null;
    };
  }
}
