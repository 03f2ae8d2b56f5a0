package io.threadline.contracts.conversation;

import io.threadline.contracts.TicketStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * A ticket went from one status to another.
 *
 * @param by who did it: a colleague, the customer by writing again, or the system
 */
public record TicketStatusChanged(
    UUID conversationId,
    UUID customerId,
    UUID ticketId,
    TicketStatus from,
    TicketStatus to,
    Author by,
    Instant at)
    implements ConversationEvent {}
