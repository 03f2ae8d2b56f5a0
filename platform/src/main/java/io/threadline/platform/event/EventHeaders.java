package io.threadline.platform.event;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.EventType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 in Kafka's binary content mode: attributes in headers with the prefix {@code
 * ce_}, the body is the data (CloudEvents Kafka protocol binding, section 3.2).
 */
public final class EventHeaders {
  private static final String JSON = "application/json";

  private EventHeaders() {}

  /** The record that carries an event. */
  public static ProducerRecord<String, byte[]> toRecord(Envelope<?> envelope) {
    Event data = envelope.data();
    return toRecord(
        EventType.of(data).topic().topicName(),
        data.partitionKey(),
        envelope.id(),
        EventType.of(data).type(),
        envelope.source(),
        envelope.tenant(),
        envelope.time(),
        envelope.traceparent(),
        EventJson.write(data));
  }

  /** The record of an event whose attributes were stored apart, as the outbox does. */
  public static ProducerRecord<String, byte[]> toRecord(
      String topic,
      String key,
      UUID id,
      String type,
      String source,
      UUID tenant,
      Instant time,
      @Nullable String traceparent,
      byte[] body) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, body);
    Headers headers = record.headers();
    put(headers, "ce_specversion", "1.0");
    put(headers, "ce_id", id.toString());
    put(headers, "ce_type", type);
    put(headers, "ce_source", source);
    put(headers, "ce_time", time.toString());
    put(headers, "ce_tenant", tenant.toString());
    put(headers, "content-type", JSON);
    if (traceparent != null) {
      put(headers, "ce_traceparent", traceparent);
    }
    return record;
  }

  /**
   * The event of a record; empty when its type is one that this release does not know, which is not
   * an error: a newer release has added it.
   *
   * @throws MalformedEventException if headers or body are not a valid event; it names which
   */
  public static Optional<Envelope<Event>> fromRecord(ConsumerRecord<String, byte[]> record) {
    Headers headers = record.headers();
    Optional<EventType> type = EventType.ofType(required(headers, "ce_type"));
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (record.value() == null) {
      throw new MalformedEventException("record has no body");
    }
    return Optional.of(
        new Envelope<>(
            parsed(headers, "ce_id", UUID::fromString),
            parsed(headers, "ce_tenant", UUID::fromString),
            required(headers, "ce_source"),
            parsed(headers, "ce_time", Instant::parse),
            text(headers, "ce_traceparent"),
            EventJson.read(type.get(), record.value())));
  }

  /** The text of a header, or null when it is absent. */
  public static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static String required(Headers headers, String name) {
    String value = text(headers, name);
    if (value == null) {
      throw new MalformedEventException("header " + name + " is missing");
    }
    return value;
  }

  private static <T> T parsed(Headers headers, String name, Function<String, T> parser) {
    try {
      return parser.apply(required(headers, name));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MalformedEventException("header " + name + " is not valid", e);
    }
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
