package io.threadline.contracts.conversation;

import io.threadline.contracts.Channel;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message is in the thread for good.
 *
 * @param ticketId the ticket it belongs to; null for a message that asks for nothing, such as an
 *     opt-out word while no ticket is open
 * @param seq its place in the thread, from 1, without gaps
 * @param channel the channel it came by or leaves on; null for a note
 * @param text what was written, cut to {@link #MAX_TEXT} characters: the thread has all of it
 * @param at when it was accepted or written
 */
public record MessageAppended(
    UUID conversationId,
    UUID customerId,
    @Nullable UUID ticketId,
    UUID messageId,
    long seq,
    Direction direction,
    @Nullable Channel channel,
    Author author,
    @Nullable String subject,
    String text,
    int attachments,
    Instant at)
    implements ConversationEvent {

  /** Longer texts are cut in the event, so that it stays within the size of a record. */
  public static final int MAX_TEXT = 16_384;
}
