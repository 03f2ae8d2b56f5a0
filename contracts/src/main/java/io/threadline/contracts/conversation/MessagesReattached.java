package io.threadline.contracts.conversation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Messages of a thread belong to another ticket now. Their places in the thread stay.
 *
 * @param ticketId the ticket they belong to from now on
 * @param seqs their places in the thread, at most {@link #MAX_MESSAGES}; a merge of more is several
 *     events
 */
public record MessagesReattached(
    UUID conversationId,
    UUID customerId,
    UUID ticketId,
    List<Long> seqs,
    Reason reason,
    Author by,
    Instant at)
    implements ConversationEvent {

  /** How many messages one event names. */
  public static final int MAX_MESSAGES = 1_000;

  /** Why they moved. */
  public enum Reason {
    /** They became a ticket of their own. */
    SPLIT,
    /** Their ticket became part of another. */
    MERGED,
    /** They had been attached to the wrong ticket. */
    MOVED
  }

  public MessagesReattached {
    seqs = List.copyOf(seqs);
  }
}
