package io.threadline.contracts.routing;

import io.threadline.contracts.Channel;
import java.time.Instant;
import java.util.UUID;

/**
 * A ticket is reserved for an agent, who may accept it until it expires.
 *
 * @param agent the agent's login name
 * @param reason why this agent, in one sentence
 * @param expiresAt when the offer times out
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
    Instant at)
    implements RoutingEvent {

  @Override
  public String partitionKey() {
    return ticketId.toString();
  }
}
