package io.threadline.contracts.conversation;

import io.threadline.contracts.Priority;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ticket's queue, language, priority or assignee changed.
 *
 * @param queue where it waits or waited, once routing has said so
 * @param assignee the agent who holds it, or null
 */
public record TicketRouted(
    UUID conversationId,
    UUID customerId,
    UUID ticketId,
    @Nullable String queue,
    @Nullable String language,
    Priority priority,
    @Nullable String assignee,
    Instant at)
    implements ConversationEvent {}
