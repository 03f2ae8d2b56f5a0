package io.threadline.routing.engine;

import io.threadline.routing.core.state.Changes;
import io.threadline.routing.store.Unwritten;
import java.time.Duration;

/**
 * When the tables that people query follow the log. While there is little to write they do with
 * every commit; under load a moment later, since most tickets and agents have changed again by
 * then.
 */
final class RowsPace {
  /** So few rows cost less than anybody's waiting for them. */
  private static final int FEW = 64;

  private final long behindNanos;
  private long writtenAt = System.nanoTime();

  RowsPace(Duration behind) {
    this.behindNanos = behind.toNanos();
  }

  /** True if the rows belong into the commit that adds these changes. */
  boolean isNow(Unwritten unwritten, Changes changes) {
    int rows =
        unwritten.size()
            + changes.written().size()
            + changes.closedTickets().size()
            + changes.forgottenOffers().size();
    return rows <= FEW || isDue();
  }

  /** True if rows have waited long enough for a commit of their own. */
  boolean isLate(Unwritten unwritten) {
    return !unwritten.isEmpty() && isDue();
  }

  void written() {
    writtenAt = System.nanoTime();
  }

  private boolean isDue() {
    return System.nanoTime() - writtenAt >= behindNanos;
  }
}
