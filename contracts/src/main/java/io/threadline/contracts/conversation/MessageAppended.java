package io.threadline.contracts.conversation;

import io.threadline.contracts.Channel;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message is in the thread for good.
 *
 * @param seq its place in the thread, from 1, without gaps
 * @param channel the channel it came by or leaves on; null for a note
 * @param at when it was accepted or written
 */
public record MessageAppended(
    UUID conversationId,
    UUID customerId,
    UUID ticketId,
    UUID messageId,
    long seq,
    Direction direction,
    @Nullable Channel channel,
    Author author,
    @Nullable String subject,
    String text,
    int attachments,
    Instant at)
    implements ConversationEvent {}
