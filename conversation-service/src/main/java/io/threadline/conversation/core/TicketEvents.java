package io.threadline.conversation.core;

import io.threadline.contracts.conversation.AgentNotified;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.conversation.MessagesReattached;
import io.threadline.contracts.conversation.TicketDetailsChanged;
import io.threadline.contracts.conversation.TicketOpened;
import io.threadline.contracts.conversation.TicketRouted;
import io.threadline.contracts.conversation.TicketStatusChanged;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.conversation.core.Ticket.Routed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** There is a ticket that was not there before. */
  public static TicketOpened opened(Ticket ticket, Instant at) {
    return new TicketOpened(
        ticket.conversationId(),
        ticket.customerId(),
        ticket.id(),
        ticket.origin().channel(),
        ticket.priority(),
        at);
  }

  /** How what people write on the ticket stands now. */
  public static TicketDetailsChanged detailsChanged(
      Ticket ticket, Details details, Author by, Instant at) {
    return new TicketDetailsChanged(
        ticket.conversationId(),
        ticket.customerId(),
        ticket.id(),
        details.category(),
        details.complaint(),
        details.rootCause(),
        details.tags(),
        details.participants(),
        details.followUpAt(),
        details.snoozedUntil(),
        by,
        at);
  }

  /** An agent is to look at the ticket. */
  public static AgentNotified notified(
      Ticket ticket,
      String agent,
      AgentNotified.Kind kind,
      @Nullable Long seq,
      @Nullable String text,
      Author by,
      Instant at) {
    return new AgentNotified(
        ticket.conversationId(),
        ticket.customerId(),
        ticket.id(),
        agent,
        kind,
        seq,
        text == null ? null : Storable.cut(text, AgentNotified.MAX_TEXT),
        by,
        at);
  }

  /** Messages of the thread belong to the ticket now; of many, several events. */
  public static List<MessagesReattached> reattached(
      Ticket to, List<Long> seqs, MessagesReattached.Reason reason, Author by, Instant at) {
    List<MessagesReattached> events = new ArrayList<>();
    for (int from = 0; from < seqs.size(); from += MessagesReattached.MAX_MESSAGES) {
      int end = Math.min(seqs.size(), from + MessagesReattached.MAX_MESSAGES);
      events.add(
          new MessagesReattached(
              to.conversationId(),
              to.customerId(),
              to.id(),
              seqs.subList(from, end),
              reason,
              by,
              at));
    }
    return events;
  }

  /**
   * An agent made a ticket of its own of a part of another one.
   *
   * @param of what routing said of the other one: this one waits there too
   * @param text what the customer wrote
   */
  public static AgentRequested requested(
      Ticket ticket, Routed of, String text, String preferred, Instant at) {
    return new AgentRequested(
        RoutingRequest.DEFAULT_POOL,
        ticket.id(),
        ticket.conversationId(),
        ticket.customerId(),
        ticket.origin().channel(),
        ticket.origin().channelAccountId(),
        of.queue(),
        of.language(),
        ticket.priority(),
        Storable.cut(text, AgentRequested.MAX_TEXT),
        preferred,
        false,
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
