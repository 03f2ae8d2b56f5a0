package io.threadline.contracts.conversation;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Priority;
import java.time.Instant;
import java.util.UUID;

/** A customer's request became a ticket. */
public record TicketOpened(
    UUID conversationId,
    UUID customerId,
    UUID ticketId,
    Channel channel,
    Priority priority,
    Instant at)
    implements ConversationEvent {}
