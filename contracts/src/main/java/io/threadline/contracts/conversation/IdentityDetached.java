package io.threadline.contracts.conversation;

import io.threadline.contracts.Channel;
import java.time.Instant;
import java.util.UUID;

/**
 * An address is no longer the customer's on that channel. What was written by it stays in their
 * thread.
 *
 * @param by the agent's login name
 */
public record IdentityDetached(
    UUID conversationId, UUID customerId, Channel channel, String address, String by, Instant at)
    implements ConversationEvent {}
