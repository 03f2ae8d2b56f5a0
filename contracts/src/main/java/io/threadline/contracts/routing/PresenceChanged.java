package io.threadline.contracts.routing;

import io.threadline.contracts.Presence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent's presence changed. Keyed by the agent, the one routing event that no ticket causes.
 *
 * @param connected false if the connection to the agent was lost: away until it is back, or offline
 *     after a grace; null or true otherwise
 */
public record PresenceChanged(
    Position position, String agent, Presence presence, @Nullable Boolean connected, Instant at)
    implements RoutingEvent {
  /** The change of an agent who is in touch. */
  public PresenceChanged(Position position, String agent, Presence presence, Instant at) {
    this(position, agent, presence, null, at);
  }

  @Override
  public String partitionKey() {
    return agent;
  }
}
