package io.threadline.contracts.routing;

import io.threadline.contracts.Channel;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket is reserved for an agent, who may accept it until it expires.
 *
 * @param agent the agent's login name
 * @param reason why this agent, in one sentence
 * @param expiresAt when the offer times out
 * @param consultId the consult that the agent is asked to join; null for an offer of the ticket
 *     itself
 */
public record OfferMade(
    Position position,
    UUID offerId,
    UUID ticketId,
    String agent,
    String queue,
    Channel channel,
    String reason,
    Instant expiresAt,
    @Nullable UUID consultId,
    Instant at)
    implements RoutingEvent {

  @Override
  public String partitionKey() {
    return ticketId.toString();
  }
}
