package io.threadline.platform.outbox;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.EventType;
import io.threadline.platform.pack.Lz4;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Events of one shard and tenant in one row, in order. A writer that commits hundreds of events at
 * once spends most of the database's time on their rows; packed, they are one.
 */
final class OutboxPack {
  private static final int FORMAT = 1;

  /** Where a pack is closed: a relay holds several at a time. */
  private static final int FULL_BYTES = 256 * 1024;

  private static final int FULL_EVENTS = 512;

  private final List<Envelope<?>> events = new ArrayList<>();
  private final Bytes bytes = new Bytes();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** A buffer whose content is read without a copy. */
  private static final class Bytes extends ByteArrayOutputStream {
    byte[] compressed() {
      return Lz4.compress(buf, count);
    }
  }

  /** The event that the columns of the row describe. */
  Envelope<?> first() {
    return events.getFirst();
  }

  int size() {
    return events.size();
  }

  boolean isFull() {
    return bytes.size() >= FULL_BYTES || events.size() >= FULL_EVENTS;
  }

  void add(Envelope<?> envelope, byte[] body) {
    try {
      if (events.isEmpty()) {
        out.writeByte(FORMAT);
      }
      EventType type = EventType.of(envelope.data());
      write(envelope.id());
      out.writeUTF(type.topic().topicName());
      out.writeUTF(envelope.data().partitionKey());
      out.writeUTF(type.type());
      out.writeLong(envelope.time().getEpochSecond());
      out.writeInt(envelope.time().getNano());
      out.writeUTF(envelope.traceparent() == null ? "" : envelope.traceparent());
      out.writeInt(body.length);
      out.write(body);
      events.add(envelope);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
  }

  private void write(UUID id) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  byte[] bytes() {
    return bytes.compressed();
  }

  /** The events of a stored pack, each as if it were a row of its own. */
  static List<OutboxRow> unpack(OutboxRow pack, int events) {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Lz4.decompress(pack.body(), 0)))) {
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalStateException(
            "outbox row %d has format %d: a newer release wrote it"
                .formatted(pack.position(), format));
      }
      List<OutboxRow> rows = new ArrayList<>(events);
      for (int i = 0; i < events; i++) {
        rows.add(read(in, pack));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("outbox row " + pack.position() + " is cut short", e);
    }
  }

  private static OutboxRow read(DataInputStream in, OutboxRow pack) throws IOException {
    UUID id = new UUID(in.readLong(), in.readLong());
    String topic = in.readUTF();
    String key = in.readUTF();
    String type = in.readUTF();
    Instant time = Instant.ofEpochSecond(in.readLong(), in.readInt());
    String traceparent = in.readUTF();
    byte[] body = in.readNBytes(in.readInt());
    return new OutboxRow(
        pack.shard(),
        pack.position(),
        id,
        pack.tenant(),
        topic,
        key,
        type,
        pack.source(),
        time,
        traceparent.isEmpty() ? null : traceparent,
        body,
        0);
  }
}
