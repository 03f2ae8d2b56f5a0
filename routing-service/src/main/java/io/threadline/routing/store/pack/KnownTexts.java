package io.threadline.routing.store.pack;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The texts read last, so that a million tickets share the names of their few queues. Threads may
 * overwrite each other's entries: that costs a copy, nothing else.
 */
final class KnownTexts {
  private static final int SLOTS = 8_192;
  private static final AtomicReferenceArray<@Nullable Known> KNOWN =
      new AtomicReferenceArray<>(SLOTS);

  private record Known(byte[] utf8, String text) {}

  private KnownTexts() {}

  static String of(byte[] bytes, int begin, int length) {
    int hash = 1;
    for (int i = begin; i < begin + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ hash >>> 13) & SLOTS - 1;
    Known known = KNOWN.getPlain(slot);
    if (known != null
        && java.util.Arrays.equals(
            known.utf8, 0, known.utf8.length, bytes, begin, begin + length)) {
      return known.text;
    }
    byte[] utf8 = java.util.Arrays.copyOfRange(bytes, begin, begin + length);
    String text = new String(utf8, StandardCharsets.UTF_8);
    KNOWN.setRelease(slot, new Known(utf8, text));
    return text;
  }
}
