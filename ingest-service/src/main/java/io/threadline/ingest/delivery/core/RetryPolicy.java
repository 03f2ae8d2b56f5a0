package io.threadline.ingest.delivery.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to try again after an attempt that was provably not taken: after what the provider asks,
 * else after 1, 2, 4 … 60 seconds, {@value #MAX_ATTEMPTS} attempts in all.
 */
public final class RetryPolicy {
  static final int MAX_ATTEMPTS = 10;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private RetryPolicy() {}

  /**
   * The instant of the next attempt, or empty when there have been enough.
   *
   * @param attempts made so far, at least 1
   */
  public static Optional<Instant> next(int attempts, Outcome.NotTaken outcome, Instant now) {
    if (attempts >= MAX_ATTEMPTS) {
      return Optional.empty();
    }
    Duration backOff = FIRST.multipliedBy(1L << Math.min(attempts - 1, 6));
    Duration wait = outcome.after() == null ? backOff : outcome.after();
    return Optional.of(now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
  }
}
