package io.threadline.conversation.core;

import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.conversation.TicketRouted;
import io.threadline.contracts.conversation.TicketStatusChanged;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.RoutingRequest;
import java.time.Instant;

/** Changes of tickets as events. */
public final class TicketEvents {
  private TicketEvents() {}

  /** The ticket went from one status to another. */
  public static TicketStatusChanged statusChanged(
      Ticket before, Ticket after, Author by, Instant at) {
    return new TicketStatusChanged(
        after.conversationId(),
        after.customerId(),
        after.id(),
        before.status(),
        after.status(),
        by,
        at);
  }

  /** Queue, language, priority or assignee are others now. */
  public static TicketRouted routed(Ticket ticket, Instant at) {
    return new TicketRouted(
        ticket.conversationId(),
        ticket.customerId(),
        ticket.id(),
        ticket.routed().queue(),
        ticket.routed().language(),
        ticket.priority(),
        ticket.routed().assignee(),
        at);
  }

  /** An agent brought the ticket back; whoever held it last is asked first. */
  public static AgentRequested requestedAgain(
      Conversation conversation, Ticket ticket, Instant at) {
    String last = ticket.routed().lastAssignee();
    return new AgentRequested(
        RoutingRequest.DEFAULT_POOL,
        ticket.id(),
        ticket.conversationId(),
        ticket.customerId(),
        ticket.origin().channel(),
        ticket.origin().channelAccountId(),
        ticket.routed().queue(),
        ticket.routed().language(),
        ticket.priority(),
        "",
        last == null ? conversation.lastAgent() : last,
        true,
        at);
  }
}
