package io.threadline.routing.core;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.RequestWithdrawn;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of the engine. The log of a pool is a list of these, each with its stamp. */
public sealed interface Input {

  /** The pool's settings, first or changed. */
  record PoolConfigured(PoolSettings settings) implements Input {}

  /** A skill, new or changed. */
  record SkillDefined(SkillDefinition skill) implements Input {}

  /** An agent, new or changed. */
  record AgentDefined(AgentDefinition agent) implements Input {}

  /** A queue, new or changed; tickets that wait keep the steps they came with. */
  record QueueDefined(QueueDefinition queue) implements Input {}

  /** An agent says whether offers are welcome. */
  record PresenceSet(String agent, Presence presence) implements Input {}

  /**
   * A ticket needs an agent. Triage has chosen queue and language.
   *
   * @param requestedAt since when the customer waits
   */
  record Enqueue(
      UUID ticketId,
      UUID conversationId,
      String channel,
      String queue,
      @Nullable String language,
      Priority priority,
      @Nullable String preferredAgent,
      boolean reopened,
      Instant requestedAt)
      implements Input {}

  /** A ticket needs no agent any more. */
  record Withdraw(UUID ticketId, RequestWithdrawn.Reason reason) implements Input {}

  /** A ticket was resolved: wrap-up, then free. */
  record Complete(UUID ticketId, String by) implements Input {}

  /** An agent takes what is offered. */
  record Accept(UUID offerId, String agent) implements Input {}

  /** An agent leaves it to others. */
  record Decline(UUID offerId, String agent) implements Input {}

  /**
   * A supervisor gives a ticket to an agent.
   *
   * @param override true to go over the capacity and past presence and skills, never past the
   *     language
   */
  record Assign(UUID ticketId, String agent, String by, boolean override) implements Input {}

  /** An agent takes a waiting ticket without being offered it. */
  record Pull(UUID ticketId, String agent) implements Input {}

  /** An agent has finished the work after a ticket. */
  record WrapUpDone(UUID ticketId, String agent) implements Input {}

  /** Nothing but the time: timers that are due fire, as they do before any other input. */
  record Tick() implements Input {}
}
