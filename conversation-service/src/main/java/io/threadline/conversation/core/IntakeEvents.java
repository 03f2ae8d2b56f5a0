package io.threadline.conversation.core;

import io.threadline.contracts.Event;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.conversation.Direction;
import io.threadline.contracts.conversation.MessageAppended;
import io.threadline.contracts.conversation.TicketOpened;
import io.threadline.contracts.conversation.TicketStatusChanged;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.CustomerAttribute;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.contracts.routing.TicketActivity;
import io.threadline.conversation.core.Intake.Caused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of a fold, in the order in which they happened. */
final class IntakeEvents {
  /** "true" of a customer whom an agent has served before. */
  private static final String RETURNING = "returning";

  /** Triage reads no further. */
  private static final int MAX_SUBJECT = 300;

  private final Instant now;
  private final List<Caused> events = new ArrayList<>();

  IntakeEvents(Instant now) {
    this.now = now;
  }

  List<Caused> inOrder() {
    return List.copyOf(events);
  }

  void appended(Conversation conversation, MessageReceived message, @Nullable UUID ticketId) {
    add(
        message,
        new MessageAppended(
            conversation.id(),
            conversation.customerId(),
            ticketId,
            message.messageId(),
            conversation.lastSeq(),
            Direction.INBOUND,
            message.channel(),
            Author.CUSTOMER,
            message.subject(),
            Storable.cut(message.text(), MessageAppended.MAX_TEXT),
            message.attachments().size(),
            message.receivedAt()));
  }

  void opened(Conversation conversation, Ticket ticket, MessageReceived message) {
    add(
        message,
        new TicketOpened(
            conversation.id(),
            conversation.customerId(),
            ticket.id(),
            message.channel(),
            ticket.priority(),
            message.receivedAt()));
    add(message, requested(conversation, ticket, message, conversation.lastAgent(), false));
  }

  /** The customer has answered: routing's clock for the next response starts. */
  Ticket woken(Ticket ticket, MessageReceived message) {
    Ticket open = changed(ticket, ticket.with(TicketStatus.OPEN), message);
    add(
        message,
        new TicketActivity(
            RoutingRequest.DEFAULT_POOL,
            ticket.id(),
            TicketActivity.Kind.CUSTOMER_WROTE,
            message.receivedAt()));
    return open;
  }

  Ticket reopened(Conversation conversation, Ticket ticket, MessageReceived message) {
    Ticket open = changed(ticket, ticket.reopened(), message);
    String last = ticket.routed().lastAssignee();
    String preferred = last == null ? conversation.lastAgent() : last;
    add(message, requested(conversation, open, message, preferred, true));
    return open;
  }

  private Ticket changed(Ticket before, Ticket after, MessageReceived message) {
    add(
        message,
        new TicketStatusChanged(
            after.conversationId(),
            after.customerId(),
            after.id(),
            before.status(),
            after.status(),
            Author.CUSTOMER,
            now));
    return after;
  }

  private void add(MessageReceived cause, Event event) {
    events.add(new Caused(cause.messageId(), event));
  }

  private static AgentRequested requested(
      Conversation conversation,
      Ticket ticket,
      MessageReceived message,
      @Nullable String preferred,
      boolean reopened) {
    String subject = message.subject();
    String queue = ticket.routed().queue();
    String language = ticket.routed().language();
    return new AgentRequested(
        RoutingRequest.DEFAULT_POOL,
        ticket.id(),
        conversation.id(),
        conversation.customerId(),
        message.channel(),
        message.channelAccountId(),
        queue == null ? message.queueHint() : queue,
        language == null ? message.languageHint() : language,
        ticket.priority(),
        Storable.cut(message.text(), AgentRequested.MAX_TEXT),
        preferred,
        reopened,
        message.receivedAt(),
        message.to(),
        subject == null ? null : Storable.cut(subject, MAX_SUBJECT),
        List.of(
            new CustomerAttribute(RETURNING, Boolean.toString(conversation.lastAgent() != null))));
  }
}
