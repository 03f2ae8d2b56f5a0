package io.threadline.contracts.conversation;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody changed the customer's profile: read it again.
 *
 * @param by the agent's login name
 */
public record CustomerChanged(UUID conversationId, UUID customerId, String by, Instant at)
    implements ConversationEvent {}
