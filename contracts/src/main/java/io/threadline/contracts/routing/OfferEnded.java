package io.threadline.contracts.routing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An offer came to its one end.
 *
 * @param consultId the consult that the agent was asked to join; null for an offer of the ticket
 *     itself
 */
public record OfferEnded(
    Position position,
    UUID offerId,
    UUID ticketId,
    String agent,
    Outcome outcome,
    @Nullable UUID consultId,
    Instant at)
    implements RoutingEvent {

  /** How an offer can end. */
  public enum Outcome {
    ACCEPTED,
    DECLINED,
    TIMED_OUT,
    /** The customer left. */
    CANCELED,
    /** A supervisor took it back, or the agent went. */
    RESCINDED
  }

  @Override
  public String partitionKey() {
    return ticketId.toString();
  }
}
