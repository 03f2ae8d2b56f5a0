package io.threadline.contracts.conversation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What messages said was erased, because the customer is forgotten or the time is over for which it
 * was to be kept. Whoever keeps what they said, or how they came and left, erases it too.
 *
 * @param messageIds at most {@link #MAX_MESSAGES}; more go into further events
 */
public record MessagesErased(
    UUID conversationId, UUID customerId, List<UUID> messageIds, Instant at)
    implements ConversationEvent {

  /** So many that an event stays within the size of a record. */
  public static final int MAX_MESSAGES = 1_000;

  public MessagesErased {
    messageIds = messageIds == null ? List.of() : List.copyOf(messageIds);
  }
}
