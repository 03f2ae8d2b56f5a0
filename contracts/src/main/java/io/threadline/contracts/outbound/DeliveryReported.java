package io.threadline.contracts.outbound;

import io.threadline.contracts.Channel;
import io.threadline.contracts.DeliveryState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something became known of an outbound message's delivery.
 *
 * @param providerMessageId the provider's id of the send, once there is one
 * @param code the provider's or our own error code when it failed, as {@code 21610}
 * @param reason why it failed, in plain language, with what to do instead
 */
public record DeliveryReported(
    UUID messageId,
    UUID conversationId,
    Channel channel,
    DeliveryState state,
    @Nullable String providerMessageId,
    @Nullable String code,
    @Nullable String reason,
    Instant at)
    implements StatusEvent {

  @Override
  public String partitionKey() {
    return conversationId.toString();
  }
}
