package io.threadline.ingest.channel.email.imap;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a mailbox has been read.
 *
 * @param uidValidity of the UIDs; null if it was never read. Another one means that the server has
 *     numbered its mail anew (RFC 9051, 2.3.1.1)
 * @param lastUid the highest that is durable with us
 * @param readAt when that was
 */
record ImapCursor(@Nullable Long uidValidity, long lastUid, Instant readAt) {

  /** What is to be read. */
  sealed interface Plan {
    /** All above the cursor. */
    record After(long uid) implements Plan {}

    /** Nothing yet: the mailbox is new to us, and what is in it is older than we are. */
    record FromNow() implements Plan {}

    /**
     * All that arrived since then, since UIDs say nothing any more; what is known among it is
     * dropped as a duplicate.
     */
    record Since(Instant arrival) implements Plan {}
  }

  /** What to read of a mailbox with that UIDVALIDITY. */
  Plan plan(long validity, boolean fromTheBeginning) {
    if (uidValidity == null) {
      return fromTheBeginning ? new Plan.After(0) : new Plan.FromNow();
    }
    // Servers' clocks differ, and mail may be moved in late: two days overlap.
    return uidValidity == validity
        ? new Plan.After(lastUid)
        : new Plan.Since(readAt.minusSeconds(2L * 24 * 3600));
  }
}
