package io.threadline.contracts.conversation;

import java.time.Instant;
import java.util.UUID;

/**
 * Two customers turned out to be one person, and their threads are one. Messages have new numbers:
 * whoever holds a seq of either thread reads the thread again.
 *
 * @param conversationId the thread that holds everything now
 * @param customerId whose thread that is
 * @param absorbedCustomerId the customer who is no longer one of their own
 * @param absorbedConversationId the thread that is empty now
 * @param lastSeq of the thread, as it is numbered now
 * @param by the agent's login name
 */
public record CustomersMerged(
    UUID conversationId,
    UUID customerId,
    UUID mergeId,
    UUID absorbedCustomerId,
    UUID absorbedConversationId,
    long lastSeq,
    String by,
    Instant at)
    implements ConversationEvent {}
