package io.threadline.conversation.live;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in the live view: for each partition the offset of the next record. Offsets belong to the
 * log and not to an instance, so every instance reads a position alike. As text: base64url of a
 * version byte and one variable-length number per partition.
 */
final class Position {
  private static final byte VERSION = 1;

  private Position() {}

  static String encode(long[] next) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 + next.length * 4);
    bytes.write(VERSION);
    for (long offset : next) {
      long rest = offset;
      while (rest > 0x7f) {
        bytes.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /**
   * The offsets of a position; empty if the text is none. Partitions that were added since begin at
   * 0: all of their records came later.
   */
  static Optional<long[]> decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (bytes.length < 1 || bytes[0] != VERSION) {
      return Optional.empty();
    }
    long[] next = new long[Slots.count()];
    int slot = 0;
    int shift = 0;
    for (byte part : Arrays.copyOfRange(bytes, 1, bytes.length)) {
      if (slot == next.length || shift > 56) {
        return Optional.empty();
      }
      next[slot] |= (part & 0x7fL) << shift;
      boolean last = part >= 0;
      slot += last ? 1 : 0;
      shift = last ? 0 : shift + 7;
    }
    return shift == 0 ? Optional.of(next) : Optional.empty();
  }
}
