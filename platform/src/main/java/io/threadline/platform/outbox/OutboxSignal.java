package io.threadline.platform.outbox;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the relay when a transaction that wrote to the outbox has committed, so that events leave
 * at once and an idle relay need not poll hard.
 */
public final class OutboxSignal {
  private final Semaphore pending = new Semaphore(0);
  private final ThreadLocal<Boolean> written = ThreadLocal.withInitial(() -> false);

  /** A transaction begins on this thread. */
  public void begin() {
    written.set(false);
  }

  /** The running transaction has written to the outbox. */
  void written() {
    written.set(true);
  }

  /** The transaction of this thread has committed. */
  public void committed() {
    if (written.get()) {
      written.remove();
      wake();
    }
  }

  /** There may be rows to publish. */
  public void wake() {
    if (pending.availablePermits() == 0) {
      pending.release();
    }
  }

  /** Waits for a wake-up, at most that long. */
  boolean await(long millis) throws InterruptedException {
    boolean woken = pending.tryAcquire(millis, TimeUnit.MILLISECONDS);
    pending.drainPermits();
    return woken;
  }
}
