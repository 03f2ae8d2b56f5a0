package io.threadline.platform.outbox;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.EventType;
import io.threadline.contracts.Topic;
import io.threadline.platform.event.EventJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Events to publish, written in the transaction that causes them. A relay publishes them after the
 * commit, in the order written per shard; a shard is chosen by the event's key, so whoever holds
 * the lock of what the key names (a conversation, a pool) also decides the order of its events.
 */
public final class Outbox {
  /** Room for the headers and the key beside the body. */
  private static final int MAX_BODY_BYTES = Topic.MAX_RECORD_BYTES - 8 * 1024;

  private static final String INSERT =
      """
      INSERT INTO outbox
        (shard, id, tenant_id, topic, key, type, source, time, traceparent, body, packed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final OutboxSignal signal;
  private final int shards;

  /**
   * @param shards how many relays may publish at once; the same in every instance of a service
   */
  public Outbox(OutboxSignal signal, int shards) {
    this.signal = signal;
    this.shards = shards;
  }

  /**
   * Writes events in that order; they leave when the transaction of the connection commits.
   *
   * @throws IllegalArgumentException if an event is larger than the broker takes: such content goes
   *     by reference
   */
  public void append(Connection connection, Collection<? extends Envelope<?>> events)
      throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Envelope<?> envelope : events) {
        bind(insert, envelope, body(envelope), 0);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    signal.written();
  }

  /**
   * Writes events of one tenant in that order, as few rows as there are shards: for a writer that
   * commits many at once.
   *
   * @throws IllegalArgumentException if an event is larger than the broker takes
   */
  public void appendPacked(Connection connection, Collection<? extends Envelope<?>> events)
      throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    @Nullable OutboxPack[] open = new OutboxPack[shards];
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Envelope<?> envelope : events) {
        int shard = shard(envelope);
        OutboxPack pack = open[shard];
        if (pack == null) {
          pack = new OutboxPack();
          open[shard] = pack;
        }
        pack.add(envelope, body(envelope));
        if (pack.isFull()) {
          add(insert, pack);
          open[shard] = null;
        }
      }
      for (OutboxPack pack : open) {
        if (pack != null) {
          add(insert, pack);
        }
      }
      insert.executeBatch();
    }
    signal.written();
  }

  private void add(PreparedStatement insert, OutboxPack pack) throws SQLException {
    bind(insert, pack.first(), pack.bytes(), pack.size());
    insert.addBatch();
  }

  private int shard(Envelope<?> envelope) {
    return Math.floorMod(envelope.data().partitionKey().hashCode(), shards);
  }

  private static byte[] body(Envelope<?> envelope) {
    byte[] body = EventJson.write(envelope.data());
    if (body.length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          EventType.of(envelope.data()).type()
              + " has "
              + body.length
              + " bytes, more than the "
              + MAX_BODY_BYTES
              + " allowed");
    }
    return body;
  }

  private void bind(PreparedStatement insert, Envelope<?> envelope, byte[] body, int packed)
      throws SQLException {
    Event event = envelope.data();
    EventType type = EventType.of(event);
    insert.setInt(1, shard(envelope));
    insert.setObject(2, envelope.id());
    insert.setObject(3, envelope.tenant());
    insert.setString(4, type.topic().topicName());
    insert.setString(5, event.partitionKey());
    insert.setString(6, type.type());
    insert.setString(7, envelope.source());
    insert.setObject(8, envelope.time().atOffset(ZoneOffset.UTC));
    insert.setString(9, envelope.traceparent());
    insert.setBytes(10, body);
    insert.setInt(11, packed);
  }
}
