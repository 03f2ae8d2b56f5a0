package io.threadline.contracts.routing;

import io.threadline.contracts.routing.SlaDeadlineReached.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * An SLA clock of a ticket runs from now on, anew if it ran before. It is stopped by an agent's
 * reply, or by the end of the ticket.
 *
 * @param clock which promise
 * @param deadline the instant of the promise, business hours counted in
 */
public record SlaClockStarted(
    Position position, UUID ticketId, String queue, Clock clock, Instant deadline, Instant at)
    implements RoutingEvent {

  @Override
  public String partitionKey() {
    return ticketId.toString();
  }
}
