package io.threadline.conversation.core.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * When a call that failed is made again: after 10 s, 40 s, 160 s, 11 min, 43 min, 3 h, then every
 * six hours, about two days in all.
 */
public final class RetryPlan {
  /** How often a call is made before it is given up. */
  public static final int MOST = 12;

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final int FACTOR = 4;

  private RetryPlan() {}

  /**
   * How long to wait after a failure; empty when it is time to give up.
   *
   * @param attempts how often the call was made
   * @param chance from 0 to 1: spreads the calls of a receiver that was away over a tenth of the
   *     time
   */
  public static Optional<Duration> after(int attempts, double chance) {
    if (attempts >= MOST) {
      return Optional.empty();
    }
    Duration wait = FIRST;
    for (int i = 1; i < attempts && wait.compareTo(LONGEST) < 0; i++) {
      wait = wait.multipliedBy(FACTOR);
    }
    Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    return Optional.of(bounded.plusMillis((long) (bounded.toMillis() * chance / 10)));
  }
}
