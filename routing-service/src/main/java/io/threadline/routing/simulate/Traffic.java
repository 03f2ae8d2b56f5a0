package io.threadline.routing.simulate;

import io.threadline.contracts.Priority;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Customers of one kind, who come without memory (a Poisson process).
 *
 * @param queue where they wait
 * @param patience how long they wait before they leave; null if they never do
 * @param target within which they should be served: what the service level counts
 */
public record Traffic(
    String queue,
    Priority priority,
    double arrivalsPerHour,
    Distribution handling,
    @Nullable Distribution patience,
    Duration target) {

  public Traffic {
    if (!(arrivalsPerHour > 0) || Double.isInfinite(arrivalsPerHour)) {
      throw new IllegalArgumentException(
          "arrivals per hour of queue '%s' are %s: they must be positive"
              .formatted(queue, arrivalsPerHour));
    }
  }

  /** Agents kept busy by it on average. */
  public double erlangs() {
    return arrivalsPerHour / 3600 * handling.mean();
  }
}
