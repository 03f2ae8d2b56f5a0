package io.threadline.platform.outbox;

import io.threadline.platform.event.EventHeaders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox as the relay reads it.
 *
 * @param packed how many events the body holds; 0 for the body of one event
 */
record OutboxRow(
    int shard,
    long position,
    UUID id,
    UUID tenant,
    String topic,
    String key,
    String type,
    String source,
    Instant time,
    @Nullable String traceparent,
    byte[] body,
    int packed) {

  static final String COLUMNS =
      "position, id, tenant_id, topic, key, type, source, time, traceparent, body, packed";

  /** A row whose first column is the shard. */
  static OutboxRow from(ResultSet row) throws SQLException {
    return new OutboxRow(
        row.getInt(1),
        row.getLong("position"),
        row.getObject("id", UUID.class),
        row.getObject("tenant_id", UUID.class),
        row.getString("topic"),
        row.getString("key"),
        row.getString("type"),
        row.getString("source"),
        row.getObject("time", OffsetDateTime.class).toInstant(),
        row.getString("traceparent"),
        row.getBytes("body"),
        row.getInt("packed"));
  }

  /** The events of the row, in order. */
  List<OutboxRow> events() {
    return packed == 0 ? List.of(this) : OutboxPack.unpack(this, packed);
  }

  ProducerRecord<String, byte[]> toRecord() {
    return EventHeaders.toRecord(topic, key, id, type, source, tenant, time, traceparent, body);
  }
}
