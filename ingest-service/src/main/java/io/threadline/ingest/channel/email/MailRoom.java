package io.threadline.ingest.channel.email;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory for mails that are being received. It is taken as they arrive, so small mails take
 * little; and when half of it is taken, no caller gets more than a quarter, so that one that sends
 * much or slowly leaves room for the others.
 */
final class MailRoom {
  private static final int STEP = 64 * 1024;
  private static final int CALLERS_SHARE = 4;

  private final long total;
  private final Map<String, Long> byCaller = new HashMap<>();
  private long taken;

  MailRoom(long bytes) {
    this.total = bytes;
  }

  /** What reading came to. */
  sealed interface Read {
    /** All of it; its memory is to be given back. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Whole(byte[] bytes) implements Read {}

    /** More than the largest mail. */
    record TooLarge() implements Read {}

    /** There is no memory for it now. */
    record NoRoom() implements Read {}
  }

  /** Reads a mail within its bounds. Memory is held by the caller of that name only if whole. */
  Read read(InputStream in, int most, String caller) throws IOException {
    ByteArrayOutputStream mail = new ByteArrayOutputStream(STEP);
    byte[] step = new byte[STEP];
    long held = 0;
    boolean whole = false;
    try {
      for (int n = in.readNBytes(step, 0, STEP); n > 0; n = in.readNBytes(step, 0, STEP)) {
        if (mail.size() + n > most) {
          return new Read.TooLarge();
        }
        if (!take(caller, n)) {
          return new Read.NoRoom();
        }
        held += n;
        mail.write(step, 0, n);
      }
      whole = true;
      return new Read.Whole(mail.toByteArray());
    } finally {
      if (!whole) {
        release(caller, held);
      }
    }
  }

  /** Gives the memory of a mail back. */
  synchronized void release(String caller, long bytes) {
    taken -= bytes;
    byCaller.computeIfPresent(caller, (_, held) -> held <= bytes ? null : held - bytes);
  }

  private synchronized boolean take(String caller, int bytes) {
    long held = byCaller.getOrDefault(caller, 0L);
    boolean scarce = taken + bytes > total / 2;
    if (taken + bytes > total || (scarce && held + bytes > total / CALLERS_SHARE)) {
      return false;
    }
    taken += bytes;
    byCaller.put(caller, held + bytes);
    return true;
  }
}
