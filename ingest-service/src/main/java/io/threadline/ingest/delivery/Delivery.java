package io.threadline.ingest.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.platform.event.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One outbound message on its way.
 *
 * @param attempts made so far, the one being made included
 */
record Delivery(UUID tenant, SendRequested request, int attempts) {

  static Delivery of(ResultSet row) throws SQLException {
    try {
      return new Delivery(
          row.getObject("tenant_id", UUID.class),
          EventJson.mapper().readValue(row.getString("request"), SendRequested.class),
          row.getInt("attempts"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "delivery.request of " + row.getString("message_id") + " is no send request", e);
    }
  }

  DeliveryReported report(
      DeliveryState state,
      @Nullable String providerMessageId,
      @Nullable String code,
      @Nullable String reason,
      Instant at) {
    return new DeliveryReported(
        request.messageId(),
        request.conversationId(),
        request.channel(),
        state,
        providerMessageId,
        code,
        reason,
        at);
  }
}
