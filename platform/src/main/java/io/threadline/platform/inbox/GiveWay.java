package io.threadline.platform.inbox;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Lets a consumer that nobody waits for leave the processors to those somebody waits for, within
 * bounds: it holds back while they are busy, but not longer than its patience, and after that it
 * works on, however busy they are, until it is through with everything. What it holds back stays in
 * Kafka. Times are of {@link System#nanoTime()}.
 */
public final class GiveWay {
  private static final long HURRY_NANOS = Duration.ofSeconds(1).toNanos();

  private final BooleanSupplier busy;
  private final long patienceNanos;
  private boolean behind;
  private boolean holding;
  private boolean hurrying;
  private long behindSince;
  private long hurryUntil;

  /**
   * @param busy whether the others are
   * @param patience how long to hold back at most
   */
  public GiveWay(BooleanSupplier busy, Duration patience) {
    this.busy = busy;
    this.patienceNanos = patience.toNanos();
  }

  /** Holds back never. */
  public static GiveWay never() {
    return new GiveWay(() -> false, Duration.ZERO);
  }

  /** Something that cannot wait is in Kafka: no holding back until it must have been read. */
  public synchronized void hurry(long now) {
    hurrying = true;
    hurryUntil = now + HURRY_NANOS;
  }

  /** How long something has been waiting because of this, in seconds; 0 when nothing has. */
  public synchronized double heldSeconds(long now) {
    return holding ? (now - behindSince) / 1e9 : 0;
  }

  /** True if the consumer is to take nothing now. */
  synchronized boolean holds(long now) {
    holding = busy.getAsBoolean() && mayHold(now);
    return holding;
  }

  /** The consumer has taken everything there is. */
  synchronized void caughtUp() {
    behind = false;
  }

  private boolean mayHold(long now) {
    hurrying = hurrying && now < hurryUntil;
    if (!behind) {
      behind = true;
      behindSince = now;
    }
    return !hurrying && now - behindSince < patienceNanos;
  }
}
