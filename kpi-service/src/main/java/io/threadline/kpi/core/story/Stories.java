package io.threadline.kpi.core.story;

import io.threadline.contracts.routing.RoutingEvent.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A story as bytes, for the fact row: a version, then each moment as id, microseconds, kind, a bit
 * set of what follows, and what follows. About 40 bytes a moment.
 */
public final class Stories {
  private static final Kind[] KINDS = Kind.values();
  private static final int VERSION = 1;
  private static final int CUSTOMER = 1;
  private static final int CHANNEL = 2;
  private static final int QUEUE = 4;
  private static final int AGENT = 8;
  private static final int SINCE = 16;
  private static final int SCORE = 32;
  private static final int POSITION = 64;

  private Stories() {}

  /** Writes a story. */
  public static byte[] write(Story story) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(48 * (story.moments().size() + 1));
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(story.moments().size());
      for (Moment moment : story.moments()) {
        write(out, moment);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #write} wrote. */
  public static Story read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException("a story of version " + version + " cannot be read");
      }
      int size = in.readInt();
      List<Moment> moments = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        moments.add(read(in));
      }
      return Story.of(moments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, Moment moment) throws IOException {
    write(out, moment.id());
    out.writeLong(micros(moment.at()));
    out.writeByte(moment.kind().ordinal());
    out.writeByte(present(moment));
    if (moment.customer() != null) {
      write(out, moment.customer());
    }
    write(out, moment.channel());
    write(out, moment.queue());
    write(out, moment.agent());
    if (moment.since() != null) {
      out.writeLong(micros(moment.since()));
    }
    if (moment.score() != 0) {
      out.writeByte(moment.score());
    }
    Position position = moment.position();
    if (position != null) {
      out.writeUTF(position.pool());
      out.writeLong(position.seq());
      out.writeInt(position.ordinal());
      out.writeLong(position.epoch());
    }
  }

  private static Moment read(DataInputStream in) throws IOException {
    UUID id = readId(in);
    Instant at = readInstant(in);
    Kind kind = KINDS[in.readByte()];
    int present = in.readByte();
    return new Moment(
        id,
        at,
        kind,
        (present & CUSTOMER) == 0 ? null : readId(in),
        (present & CHANNEL) == 0 ? null : in.readUTF(),
        (present & QUEUE) == 0 ? null : in.readUTF(),
        (present & AGENT) == 0 ? null : in.readUTF(),
        (present & SINCE) == 0 ? null : readInstant(in),
        (present & SCORE) == 0 ? 0 : in.readByte(),
        (present & POSITION) == 0
            ? null
            : new Position(in.readUTF(), in.readLong(), in.readInt(), in.readLong()));
  }

  private static int present(Moment moment) {
    return (moment.customer() == null ? 0 : CUSTOMER)
        | (moment.channel() == null ? 0 : CHANNEL)
        | (moment.queue() == null ? 0 : QUEUE)
        | (moment.agent() == null ? 0 : AGENT)
        | (moment.since() == null ? 0 : SINCE)
        | (moment.score() == 0 ? 0 : SCORE)
        | (moment.position() == null ? 0 : POSITION);
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static void write(DataOutputStream out, UUID id) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  private static UUID readId(DataInputStream in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }

  private static Instant readInstant(DataInputStream in) throws IOException {
    return Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
