package io.threadline.contracts.routing;

import java.time.Instant;
import java.util.UUID;

/**
 * An agent holds the ticket from now on.
 *
 * @param agent the agent's login name
 * @param waitingSince the start of the wait that this ends
 */
public record TicketAssigned(
    Position position, UUID ticketId, String agent, String queue, Instant waitingSince, Instant at)
    implements RoutingEvent {

  @Override
  public String partitionKey() {
    return ticketId.toString();
  }
}
