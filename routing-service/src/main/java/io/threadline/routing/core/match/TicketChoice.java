package io.threadline.routing.core.match;

import io.threadline.routing.core.state.Ticket;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which ticket an agent is to take.
 *
 * <p>Lines are what is counted: the waiting tickets of one queue and channel that ask the same.
 *
 * @param best null if there is none
 * @param second which it would have been, without the best: of another line
 * @param eligible lines with a ticket that the agent could take
 * @param considered lines, and the tickets passed over within them
 * @param excluded lines by what keeps the agent from them, and tickets passed over in a line
 */
public record TicketChoice(
    @Nullable Claim best,
    @Nullable Claim second,
    int eligible,
    int considered,
    Map<Exclusion, Integer> excluded) {

  /**
   * A ticket's claim on an agent.
   *
   * @param levels the agent's levels in what it asks for, where its queue takes the primary first;
   *     {@link #ANY_LEVELS} in all other queues
   */
  public record Claim(Ticket ticket, Index index, int levels) {
    public static final int ANY_LEVELS = Integer.MAX_VALUE;

    /** The highest levels first, then the highest index, then by virtual time and id. */
    public static final Comparator<Claim> ORDER =
        Comparator.comparingInt((Claim claim) -> -claim.levels())
            .thenComparingLong(claim -> -claim.index().milli())
            .thenComparing(claim -> claim.ticket().virtualAt())
            .thenComparing(claim -> claim.ticket().id());

    /** True if its index alone decides. */
    public boolean suits() {
      return levels == ANY_LEVELS;
    }
  }
}
