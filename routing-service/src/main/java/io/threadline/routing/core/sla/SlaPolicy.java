package io.threadline.routing.core.sla;

import io.threadline.contracts.routing.SlaDeadlineReached.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a queue promises, in business hours where the queue has a calendar; null for what it does
 * not promise.
 *
 * @param firstResponse from the request to the first reply of an agent
 * @param nextResponse from a later message of the customer to the next reply
 * @param resolution from the request to the end
 */
public record SlaPolicy(
    @Nullable Duration firstResponse,
    @Nullable Duration nextResponse,
    @Nullable Duration resolution) {

  public @Nullable Duration target(Clock clock) {
    return switch (clock) {
      case FIRST_RESPONSE -> firstResponse;
      case NEXT_RESPONSE -> nextResponse;
      case RESOLUTION -> resolution;
    };
  }
}
