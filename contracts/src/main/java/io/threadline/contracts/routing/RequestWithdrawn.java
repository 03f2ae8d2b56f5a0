package io.threadline.contracts.routing;

import java.time.Instant;
import java.util.UUID;

/**
 * The ticket needs no agent any more: the customer left, it was merged, or it is spam.
 *
 * @param reason why, for the log and the counts
 */
public record RequestWithdrawn(String pool, UUID ticketId, Reason reason, Instant at)
    implements RoutingRequest {

  /** Why an agent is not needed any more. */
  public enum Reason {
    ABANDONED,
    MERGED,
    SPAM
  }
}
