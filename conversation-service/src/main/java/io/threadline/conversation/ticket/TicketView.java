package io.threadline.conversation.ticket;

import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.Words;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as the API shows it.
 *
 * @param status {@code new}, {@code open}, {@code pending}, {@code on_hold}, {@code resolved},
 *     {@code closed}, {@code spam} or {@code abandoned}
 * @param assignee the agent's login name, or null while nobody holds it
 */
public record TicketView(
    UUID id,
    UUID customerId,
    String status,
    String channel,
    @Nullable String queue,
    @Nullable String language,
    @Nullable String assignee,
    String priority,
    UUID conversationId,
    Instant openedAt,
    @Nullable Instant firstRepliedAt,
    @Nullable Instant resolvedAt,
    @Nullable String resolvedBy,
    long version) {

  /** The view of a ticket. */
  public static TicketView of(Ticket ticket) {
    return new TicketView(
        ticket.id(),
        ticket.customerId(),
        Words.of(ticket.status()),
        ticket.origin().channel().name(),
        ticket.routed().queue(),
        ticket.routed().language(),
        ticket.routed().assignee(),
        Words.of(ticket.priority()),
        ticket.conversationId(),
        ticket.milestones().openedAt(),
        ticket.milestones().firstRepliedAt(),
        ticket.milestones().resolvedAt(),
        ticket.milestones().resolvedBy(),
        ticket.version());
  }
}
