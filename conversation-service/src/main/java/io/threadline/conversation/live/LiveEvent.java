package io.threadline.conversation.live;

import io.threadline.contracts.Event;
import io.threadline.contracts.EventType;
import io.threadline.contracts.conversation.AgentNotified;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.event.EventJson;
import io.threadline.platform.event.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to agents.
 *
 * @param slot the partition it came from
 * @param tenant whose agents may see it; null for a record that nobody is shown, which still counts
 *     in positions
 * @param onlyAgent the one agent it is for; null for all of the tenant
 * @param content the frame without its position: {@code "type":…,"data":…}
 */
record LiveEvent(
    int slot, long offset, @Nullable UUID tenant, @Nullable String onlyAgent, String content) {
  private static final Logger LOG = Logger.getLogger(LiveEvent.class);

  static LiveEvent of(ConsumerRecord<String, byte[]> record) {
    int slot = Slots.of(record.topic(), record.partition());
    try {
      return read(slot, record);
    } catch (MalformedEventException | IllegalArgumentException e) {
      LOG.warnf(
          "%s/%d/%d is left out of the live view: %s",
          record.topic(), record.partition(), record.offset(), e.getMessage());
      return hidden(slot, record.offset());
    }
  }

  private static LiveEvent read(int slot, ConsumerRecord<String, byte[]> record) {
    String typeName = EventHeaders.text(record.headers(), "ce_type");
    String tenant = EventHeaders.text(record.headers(), "ce_tenant");
    EventType type = typeName == null ? null : EventType.ofType(typeName).orElse(null);
    byte[] body = record.value();
    if (type == null || tenant == null || body == null) {
      return hidden(slot, record.offset());
    }
    String json = new String(body, StandardCharsets.UTF_8);
    return new LiveEvent(
        slot,
        record.offset(),
        UUID.fromString(tenant),
        onlyAgent(type, body),
        "\"type\":\"" + type.shortName() + "\",\"data\":" + json + "}");
  }

  /** Offers and notices concern the agent they are for. */
  private static @Nullable String onlyAgent(EventType type, byte[] body) {
    if (type != EventType.OFFER_MADE
        && type != EventType.OFFER_ENDED
        && type != EventType.AGENT_NOTIFIED) {
      return null;
    }
    Event event = EventJson.read(type, body);
    return switch (event) {
      case OfferMade made -> made.agent();
      case OfferEnded ended -> ended.agent();
      case AgentNotified notified -> notified.agent();
      default -> throw new MalformedEventException(type.type() + " is " + event.getClass());
    };
  }

  private static LiveEvent hidden(int slot, long offset) {
    return new LiveEvent(slot, offset, null, null, "");
  }

  boolean concerns(UUID ofTenant, String agent) {
    return ofTenant.equals(tenant) && (onlyAgent == null || onlyAgent.equals(agent));
  }

  /** The frame as it is sent. */
  String frame(String position) {
    return "{\"position\":\"" + position + "\"," + content;
  }
}
