package io.threadline.conversation.core;

import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.outbound.DeliveryReported;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the delivery of one message.
 *
 * @param code of the failure, as the provider gives it
 * @param reason of the failure, in plain language
 */
public record Delivery(
    DeliveryState state,
    @Nullable String providerMessageId,
    @Nullable String code,
    @Nullable String reason) {

  /**
   * What is known after a report. The higher rank wins, whatever came first; the provider's id is
   * taken from any report, since replies refer to it.
   */
  public Delivery after(DeliveryReported report) {
    String providerId = Storable.orNull(report.providerMessageId());
    String id = providerMessageId == null ? providerId : providerMessageId;
    return state.yieldsTo(report.state())
        ? new Delivery(
            report.state(), id, Storable.orNull(report.code()), Storable.orNull(report.reason()))
        : new Delivery(state, id, code, reason);
  }
}
