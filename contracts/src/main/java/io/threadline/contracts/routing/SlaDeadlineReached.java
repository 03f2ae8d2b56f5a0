package io.threadline.contracts.routing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An SLA clock of a ticket is near its deadline, or past it. Each clock tells each at most once per
 * run.
 *
 * @param agent who holds the ticket, if anybody does
 * @param deadline the instant of the promise, business hours counted in
 */
public record SlaDeadlineReached(
    Position position,
    UUID ticketId,
    String queue,
    @Nullable String agent,
    Clock clock,
    State state,
    Instant deadline,
    Instant at)
    implements RoutingEvent {
  /** Which promise. */
  public enum Clock {
    /** From the request to the first reply of an agent. */
    FIRST_RESPONSE,
    /** From a customer's later message to the next reply of an agent. */
    NEXT_RESPONSE,
    /** From the request to its resolution. */
    RESOLUTION
  }

  /** How the clock stands. */
  public enum State {
    WARNING,
    BREACH
  }

  @Override
  public String partitionKey() {
    return ticketId.toString();
  }
}
