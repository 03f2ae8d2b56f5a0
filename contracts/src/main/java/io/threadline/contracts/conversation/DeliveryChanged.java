package io.threadline.contracts.conversation;

import io.threadline.contracts.DeliveryState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The delivery of an outbound message moved on. */
public record DeliveryChanged(
    UUID conversationId,
    UUID customerId,
    UUID messageId,
    long seq,
    DeliveryState delivery,
    @Nullable String reason,
    Instant at)
    implements ConversationEvent {}
