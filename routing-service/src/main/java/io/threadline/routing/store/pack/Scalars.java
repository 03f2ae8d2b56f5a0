package io.threadline.routing.store.pack;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values without parts. */
final class Scalars {
  /** Instants are near it, so that their seconds are short. */
  private static final long NEAR = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

  private static final int NANOS_PER_MICRO = 1_000;

  private Scalars() {}

  private record Scalar<T>(BiConsumer<PackWriter, T> writer, Function<PackReader, T> reader)
      implements Form<T> {
    @Override
    public void write(PackWriter out, T value) {
      writer.accept(out, value);
    }

    @Override
    public T read(PackReader in) {
      return reader.apply(in);
    }
  }

  /** Null if the type is none of these. */
  static @Nullable Form<?> of(Class<?> type) {
    if (type.isEnum()) {
      return new Scalar<Enum<?>>(
          (out, value) -> out.text(value.name()), in -> constant(type, in.text()));
    }
    if (type == int.class || type == Integer.class) {
      return new Scalar<Integer>((out, value) -> out.signed(value), in -> (int) in.signed());
    }
    if (type == long.class || type == Long.class) {
      return new Scalar<Long>(PackWriter::signed, PackReader::signed);
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Scalar<Boolean>((out, value) -> out.octet(value ? 1 : 0), in -> in.octet() == 1);
    }
    if (type == String.class) {
      return new Scalar<String>(PackWriter::text, PackReader::text);
    }
    if (type == UUID.class) {
      return new Scalar<UUID>(
          (out, id) -> {
            out.fixed(id.getMostSignificantBits());
            out.fixed(id.getLeastSignificantBits());
          },
          in -> new UUID(in.fixed(), in.fixed()));
    }
    return time(type);
  }

  private static @Nullable Form<?> time(Class<?> type) {
    if (type == Instant.class) {
      return new Scalar<Instant>(
          (out, instant) -> {
            out.signed(instant.getEpochSecond() - NEAR);
            nanos(out, instant.getNano());
          },
          in -> Instant.ofEpochSecond(in.signed() + NEAR, nanos(in)));
    }
    if (type == Duration.class) {
      return new Scalar<Duration>(
          (out, duration) -> {
            out.signed(duration.getSeconds());
            nanos(out, duration.getNano());
          },
          in -> Duration.ofSeconds(in.signed(), nanos(in)));
    }
    return null;
  }

  /** Mostly whole microseconds: the last bit tells. */
  private static void nanos(PackWriter out, int nanos) {
    boolean micros = nanos % NANOS_PER_MICRO == 0;
    out.number(micros ? (long) nanos / NANOS_PER_MICRO << 1 : (long) nanos << 1 | 1);
  }

  private static long nanos(PackReader in) {
    long written = in.number();
    return (written & 1) == 0 ? (written >>> 1) * NANOS_PER_MICRO : written >>> 1;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Enum<?> constant(Class<?> type, String name) {
    return Enum.valueOf((Class) type, name);
  }
}
