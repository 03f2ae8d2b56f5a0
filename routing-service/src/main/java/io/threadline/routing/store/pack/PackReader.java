package io.threadline.routing.store.pack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what a {@link PackWriter} wrote. */
final class PackReader {
  private final byte[] bytes;
  private final List<String> texts = new ArrayList<>();
  private int at = 1;

  /**
   * @param bytes a plain pack, its first byte included
   */
  PackReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean atEnd() {
    return at >= bytes.length;
  }

  int octet() {
    return bytes[at++] & 0xFF;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  int count() {
    long count = number();
    if (count < 0 || count > bytes.length) {
      throw new IllegalStateException("a count of %d in %d bytes".formatted(count, bytes.length));
    }
    return (int) count;
  }

  long signed() {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  long fixed() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << Byte.SIZE | bytes[at++] & 0xFF;
    }
    return value;
  }

  String text() {
    int how = count();
    if (how >= PackWriter.FIRST_KNOWN) {
      return texts.get(how - PackWriter.FIRST_KNOWN);
    }
    int length = count();
    int begin = at;
    at += length;
    if (how == PackWriter.LONG_TEXT) {
      return new String(bytes, begin, length, StandardCharsets.UTF_8);
    }
    String text = KnownTexts.of(bytes, begin, length);
    texts.add(text);
    return text;
  }
}
