package io.threadline.routing.core.match;

import io.threadline.routing.core.state.Agent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is to take a ticket.
 *
 * @param best null if nobody can
 * @param second who would have been, without the best
 * @param eligible how many could take it
 * @param considered how many agents the pool has
 * @param excluded those who cannot, counted by the first thing in the way
 */
public record AgentChoice(
    @Nullable Chance best,
    @Nullable Chance second,
    int eligible,
    int considered,
    Map<Exclusion, Integer> excluded) {

  /** An agent's chances for a ticket, in the terms of the strategies. */
  public record Chance(
      Agent agent, String login, long loadPermille, Instant idleSince, long score) {}
}
