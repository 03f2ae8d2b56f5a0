package io.threadline.contracts.routing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The agent who holds a ticket asks another one to join in: a consult, or the first half of a warm
 * transfer. The owner changes only by a {@link TicketAssigned} that follows a completed one.
 *
 * @param consultId the same in all events of one consult
 * @param owner the agent who asked
 * @param agent who was asked and has accepted; null before, and if nobody has
 */
public record ConsultChanged(
    Position position,
    UUID ticketId,
    UUID consultId,
    String owner,
    @Nullable String agent,
    State state,
    Instant at)
    implements RoutingEvent {
  /** How far a consult has come. */
  public enum State {
    /** Somebody is looked for. */
    ASKED,
    /** Somebody has accepted and sees the ticket. */
    JOINED,
    /** The consult is over: advice was given, or the ticket handed over. */
    COMPLETED,
    /** The owner took it back, or the ticket ended. */
    CANCELED
  }

  @Override
  public String partitionKey() {
    return ticketId.toString();
  }
}
