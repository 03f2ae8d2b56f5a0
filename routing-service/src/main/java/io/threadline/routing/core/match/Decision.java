package io.threadline.routing.core.match;

import io.threadline.routing.core.Stamp;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.Triaged;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision with its explanation.
 *
 * @param ordinal which of the input's decisions this is, from 0
 * @param step the active step, from 1, of {@code steps}
 * @param agent who was chosen; null while the ticket waits
 * @param eligible how many could have been chosen
 * @param considered how many were looked at
 * @param excluded those who could not, counted by the first thing in the way
 * @param reason all of it in one sentence
 * @param rulesVersion of the engine
 * @param stateHash of the state in which it was decided
 * @param triage the triage rule that had set what the ticket needs; null if none had
 */
public record Decision(
    Stamp stamp,
    int ordinal,
    Kind kind,
    Trigger trigger,
    UUID ticketId,
    String queue,
    int step,
    int steps,
    String expression,
    @Nullable String agent,
    @Nullable UUID offerId,
    Index index,
    Strategy strategy,
    int eligible,
    int considered,
    @Nullable Contender winner,
    @Nullable Contender runnerUp,
    Map<Exclusion, Integer> excluded,
    String reason,
    int rulesVersion,
    long stateHash,
    @Nullable Triaged triage) {

  /** Changes when the same input would be decided otherwise. */
  public static final int RULES_VERSION = 3;

  /** What was decided. */
  public enum Kind {
    /** The best agent for a ticket was chosen. */
    AGENT_FOR_TICKET,
    /** The best ticket for an agent was chosen. */
    TICKET_FOR_AGENT,
    /** Tickets were chosen for several agents who were free at once. */
    TOGETHER,
    /** Nobody can take the ticket now: it waits. */
    WAITS,
    /** A person chose. */
    BY_HAND
  }

  public Decision {
    excluded = Tally.of(excluded);
  }
}
