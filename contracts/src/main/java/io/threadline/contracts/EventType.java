package io.threadline.contracts;

import io.threadline.contracts.business.OrderPlaced;
import io.threadline.contracts.business.OrderRefunded;
import io.threadline.contracts.business.SubscriptionEnded;
import io.threadline.contracts.conversation.AgentNotified;
import io.threadline.contracts.conversation.CustomerChanged;
import io.threadline.contracts.conversation.CustomerErased;
import io.threadline.contracts.conversation.CustomersMerged;
import io.threadline.contracts.conversation.CustomersUnmerged;
import io.threadline.contracts.conversation.DeliveryChanged;
import io.threadline.contracts.conversation.IdentityAttached;
import io.threadline.contracts.conversation.IdentityDetached;
import io.threadline.contracts.conversation.MessageAppended;
import io.threadline.contracts.conversation.MessagesErased;
import io.threadline.contracts.conversation.MessagesReattached;
import io.threadline.contracts.conversation.TicketDetailsChanged;
import io.threadline.contracts.conversation.TicketOpened;
import io.threadline.contracts.conversation.TicketRouted;
import io.threadline.contracts.conversation.TicketStatusChanged;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.contracts.outbound.MailReported;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.ConsultChanged;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.PresenceChanged;
import io.threadline.contracts.routing.RequestCompleted;
import io.threadline.contracts.routing.RequestWithdrawn;
import io.threadline.contracts.routing.SlaClockStarted;
import io.threadline.contracts.routing.SlaDeadlineReached;
import io.threadline.contracts.routing.TicketActivity;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketDeferred;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The catalogue: each kind of event, its CloudEvents {@code type}, its class and its topic.
 *
 * <p>A new kind: write its record, add it here and run {@code GoldenEventsTest} of platform, which
 * prints the golden file to add under {@code resources/golden}; then regenerate the AsyncAPI
 * document as {@code AsyncApiDocumentTest} says. A new member of a released kind is {@code
 * Nullable} (old bodies lack it) and goes into the golden file, not into the {@code minimal} one.
 * Any other change is a new version: a record and an entry of its own.
 */
public enum EventType {
  MESSAGE_RECEIVED("message-received", 1, MessageReceived.class, Topic.MESSAGES_INBOUND),
  AGENT_REQUESTED("agent-requested", 1, AgentRequested.class, Topic.ROUTING_REQUESTS),
  TICKET_ACTIVITY("ticket-activity", 1, TicketActivity.class, Topic.ROUTING_REQUESTS),
  REQUEST_WITHDRAWN("request-withdrawn", 1, RequestWithdrawn.class, Topic.ROUTING_REQUESTS),
  REQUEST_COMPLETED("request-completed", 1, RequestCompleted.class, Topic.ROUTING_REQUESTS),
  TICKET_QUEUED("ticket-queued", 1, TicketQueued.class, Topic.ROUTING_EVENTS),
  TICKET_DEFERRED("ticket-deferred", 1, TicketDeferred.class, Topic.ROUTING_EVENTS),
  OFFER_MADE("offer-made", 1, OfferMade.class, Topic.ROUTING_EVENTS),
  OFFER_ENDED("offer-ended", 1, OfferEnded.class, Topic.ROUTING_EVENTS),
  TICKET_ASSIGNED("ticket-assigned", 1, TicketAssigned.class, Topic.ROUTING_EVENTS),
  CONSULT_CHANGED("consult-changed", 1, ConsultChanged.class, Topic.ROUTING_EVENTS),
  TICKET_RELEASED("ticket-released", 1, TicketReleased.class, Topic.ROUTING_EVENTS),
  SLA_CLOCK_STARTED("sla-clock-started", 1, SlaClockStarted.class, Topic.ROUTING_EVENTS),
  SLA_DEADLINE_REACHED("sla-deadline-reached", 1, SlaDeadlineReached.class, Topic.ROUTING_EVENTS),
  PRESENCE_CHANGED("presence-changed", 1, PresenceChanged.class, Topic.ROUTING_EVENTS),
  MESSAGE_APPENDED("message-appended", 1, MessageAppended.class, Topic.CONVERSATION_EVENTS),
  DELIVERY_CHANGED("delivery-changed", 1, DeliveryChanged.class, Topic.CONVERSATION_EVENTS),
  IDENTITY_ATTACHED("identity-attached", 1, IdentityAttached.class, Topic.CONVERSATION_EVENTS),
  IDENTITY_DETACHED("identity-detached", 1, IdentityDetached.class, Topic.CONVERSATION_EVENTS),
  CUSTOMER_CHANGED("customer-changed", 1, CustomerChanged.class, Topic.CONVERSATION_EVENTS),
  MESSAGES_ERASED("messages-erased", 1, MessagesErased.class, Topic.CONVERSATION_EVENTS),
  CUSTOMER_ERASED("customer-erased", 1, CustomerErased.class, Topic.CONVERSATION_EVENTS),
  CUSTOMERS_MERGED("customers-merged", 1, CustomersMerged.class, Topic.CONVERSATION_EVENTS),
  CUSTOMERS_UNMERGED("customers-unmerged", 1, CustomersUnmerged.class, Topic.CONVERSATION_EVENTS),
  TICKET_OPENED("ticket-opened", 1, TicketOpened.class, Topic.CONVERSATION_EVENTS),
  TICKET_ROUTED("ticket-routed", 1, TicketRouted.class, Topic.CONVERSATION_EVENTS),
  TICKET_STATUS_CHANGED(
      "ticket-status-changed", 1, TicketStatusChanged.class, Topic.CONVERSATION_EVENTS),
  TICKET_DETAILS_CHANGED(
      "ticket-details-changed", 1, TicketDetailsChanged.class, Topic.CONVERSATION_EVENTS),
  MESSAGES_REATTACHED(
      "messages-reattached", 1, MessagesReattached.class, Topic.CONVERSATION_EVENTS),
  AGENT_NOTIFIED("agent-notified", 1, AgentNotified.class, Topic.CONVERSATION_EVENTS),
  SEND_REQUESTED("send-requested", 1, SendRequested.class, Topic.MESSAGES_OUTBOUND),
  DELIVERY_REPORTED("delivery-reported", 1, DeliveryReported.class, Topic.MESSAGES_STATUS),
  MAIL_REPORTED("mail-reported", 1, MailReported.class, Topic.MESSAGES_STATUS),
  ORDER_PLACED("order-placed", 1, OrderPlaced.class, Topic.BUSINESS_EVENTS),
  ORDER_REFUNDED("order-refunded", 1, OrderRefunded.class, Topic.BUSINESS_EVENTS),
  SUBSCRIPTION_ENDED("subscription-ended", 1, SubscriptionEnded.class, Topic.BUSINESS_EVENTS);

  private static final String PREFIX = "io.threadline.";

  private static final Map<String, EventType> BY_TYPE =
      Stream.of(values()).collect(Collectors.toMap(EventType::type, Function.identity()));
  private static final Map<Class<?>, EventType> BY_CLASS =
      Stream.of(values()).collect(Collectors.toMap(EventType::eventClass, Function.identity()));

  private final String shortName;
  private final int version;
  private final Class<? extends Event> eventClass;
  private final Topic topic;

  EventType(String shortName, int version, Class<? extends Event> eventClass, Topic topic) {
    this.shortName = shortName;
    this.version = version;
    this.eventClass = eventClass;
    this.topic = topic;
  }

  /** The CloudEvents {@code type}, as {@code io.threadline.message-received.v1}. */
  public String type() {
    return PREFIX + shortName + ".v" + version;
  }

  /** The name without prefix and version, as {@code message-received}. */
  public String shortName() {
    return shortName;
  }

  public int version() {
    return version;
  }

  public Class<? extends Event> eventClass() {
    return eventClass;
  }

  public Topic topic() {
    return topic;
  }

  /** The kind with that CloudEvents type; empty for one that a newer release has added. */
  public static Optional<EventType> ofType(String type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  /** The kind of an event. */
  public static EventType of(Event event) {
    EventType type = BY_CLASS.get(event.getClass());
    if (type == null) {
      throw new IllegalStateException(event.getClass() + " is missing from the event catalogue");
    }
    return type;
  }
}
