package io.threadline.contracts.conversation;

import java.time.Instant;
import java.util.UUID;

/**
 * A merge was undone: each customer has their own thread again, and what came in between is with
 * whose address it came from. Messages of both threads have new numbers.
 *
 * @param conversationId the thread that held everything
 * @param customerId whose thread that is
 * @param restoredCustomerId the customer who is one of their own again
 * @param lastSeq of the thread that held everything
 * @param restoredLastSeq of the restored thread
 * @param by the agent's login name
 */
public record CustomersUnmerged(
    UUID conversationId,
    UUID customerId,
    UUID mergeId,
    UUID restoredCustomerId,
    UUID restoredConversationId,
    long lastSeq,
    long restoredLastSeq,
    String by,
    Instant at)
    implements ConversationEvent {}
