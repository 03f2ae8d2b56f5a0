package io.threadline.contracts.routing;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody wrote in a ticket that routing knows: the clocks of its promises start and stop by it.
 *
 * @param kind who wrote
 */
public record TicketActivity(String pool, UUID ticketId, Kind kind, Instant at)
    implements RoutingRequest {
  /** Who wrote. */
  public enum Kind {
    CUSTOMER_WROTE,
    AGENT_REPLIED
  }
}
