package io.threadline.contracts.routing;

import io.threadline.contracts.Presence;
import java.time.Instant;

/** An agent's presence changed. Keyed by the agent, the one routing event that no ticket causes. */
public record PresenceChanged(Position position, String agent, Presence presence, Instant at)
    implements RoutingEvent {

  @Override
  public String partitionKey() {
    return agent;
  }
}
