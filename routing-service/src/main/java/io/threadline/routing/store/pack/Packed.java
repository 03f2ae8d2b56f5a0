package io.threadline.routing.store.pack;

import io.threadline.platform.pack.Lz4;
import io.threadline.routing.store.CoreJson;
import java.nio.charset.StandardCharsets;

/** Records of the engine to bytes and back. */
public final class Packed {
  private Packed() {}

  /** The bytes of a record. */
  public static <T extends Record> byte[] write(Class<T> type, T value) {
    PackWriter out = new PackWriter();
    Forms.of(type).write(out, value);
    return out.finish();
  }

  /**
   * The record of the bytes.
   *
   * @throws IllegalStateException if they were not written as that record, or by a newer release
   */
  public static <T extends Record> T read(Class<T> type, byte[] bytes) {
    return switch (bytes[0]) {
      case PackWriter.JSON ->
          CoreJson.read(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8), type);
      case PackWriter.PLAIN -> plain(type, bytes);
      case PackWriter.LZ4 -> plain(type, Lz4.decompress(bytes, 1));
      default ->
          throw new IllegalStateException(
              "%d bytes of a %s have format %d: a newer release wrote them"
                  .formatted(bytes.length, type.getSimpleName(), bytes[0]));
    };
  }

  private static <T extends Record> T plain(Class<T> type, byte[] bytes) {
    try {
      return type.cast(Forms.of(type).read(new PackReader(bytes)));
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalStateException(
          "%d bytes are no %s".formatted(bytes.length, type.getSimpleName()), e);
    }
  }
}
