package io.threadline.contracts.conversation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent is to look at a ticket. Shown to that agent only.
 *
 * @param agent whom it concerns, by login name
 * @param seq the note that mentions the agent; null otherwise
 * @param text the beginning of the note or the promise; null otherwise
 */
public record AgentNotified(
    UUID conversationId,
    UUID customerId,
    UUID ticketId,
    String agent,
    Kind kind,
    @Nullable Long seq,
    @Nullable String text,
    Author by,
    Instant at)
    implements ConversationEvent {

  /** Longer texts are cut. */
  public static final int MAX_TEXT = 200;

  /** Why. */
  public enum Kind {
    /** A colleague named the agent in a note. */
    MENTIONED,
    /** The ticket is back from its snooze. */
    SNOOZE_OVER,
    /** The follow-up date has come. */
    FOLLOW_UP_DUE,
    /** Something that was promised to the customer is due. */
    PROMISE_DUE
  }
}
