package io.threadline.routing.core;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.RequestWithdrawn;
import io.threadline.contracts.routing.TicketActivity;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.requirement.Triaged;
import io.threadline.routing.core.state.CalendarDefinition;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of the engine. The log of a pool is a list of these, each with its stamp. */
public sealed interface Input {

  /** The pool's settings, first or changed. */
  record PoolConfigured(PoolSettings settings) implements Input {}

  /**
   * In the place of a version: the definition must be new.
   *
   * <p>Definitions carry the version that a change was made from, if that matters: it is refused
   * when somebody has changed them since.
   */
  long NEW = -1;

  /**
   * A skill, new or changed.
   *
   * @param from the version that the change was made from, {@link #NEW}, or null for any
   */
  record SkillDefined(SkillDefinition skill, @Nullable Long from) implements Input {
    /** Whatever is there. */
    public SkillDefined(SkillDefinition skill) {
      this(skill, null);
    }
  }

  /**
   * An agent, new or changed.
   *
   * @param from as of {@link SkillDefined}
   */
  record AgentDefined(AgentDefinition agent, @Nullable Long from) implements Input {
    /** Whatever is there. */
    public AgentDefined(AgentDefinition agent) {
      this(agent, null);
    }
  }

  /**
   * Business hours, new or changed; hours that were computed before stay.
   *
   * @param from as of {@link SkillDefined}
   */
  record CalendarDefined(CalendarDefinition calendar, @Nullable Long from) implements Input {
    /** Whatever is there. */
    public CalendarDefined(CalendarDefinition calendar) {
      this(calendar, null);
    }
  }

  /**
   * A queue, new or changed; tickets that wait keep the steps they came with.
   *
   * @param from as of {@link SkillDefined}
   */
  record QueueDefined(QueueDefinition queue, @Nullable Long from) implements Input {
    /** Whatever is there. */
    public QueueDefined(QueueDefinition queue) {
      this(queue, null);
    }
  }

  /** An agent says whether offers are welcome. */
  record PresenceSet(String agent, Presence presence) implements Input {}

  /** An agent's client is heard: from then on its silence counts, and a lost agent is back. */
  record Heartbeat(String agent) implements Input {}

  /** Nothing was heard of an agent's client for too long. */
  record ConnectionLost(String agent) implements Input {}

  /**
   * A ticket needs an agent. Triage has chosen queue, language and skills.
   *
   * @param requestedAt since when the customer waits
   * @param skills least levels that are asked for beside what the queue's steps ask; null for none
   * @param rule the triage rule that said so; null if none did
   * @param rulesVersion of the rule set
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
      Instant requestedAt,
      @Nullable SortedMap<String, Integer> skills,
      @Nullable String rule,
      @Nullable Long rulesVersion)
      implements Input {
    /** A ticket that asks for no more than the queue does. */
    public Enqueue(
        UUID ticketId,
        UUID conversationId,
        String channel,
        String queue,
        @Nullable String language,
        Priority priority,
        @Nullable String preferredAgent,
        boolean reopened,
        Instant requestedAt) {
      this(
          ticketId,
          conversationId,
          channel,
          queue,
          language,
          priority,
          preferredAgent,
          reopened,
          requestedAt,
          null,
          null,
          null);
    }

    /** What the rule says of the ticket for as long as it lives; null if none does. */
    public @Nullable Triaged triaged() {
      return rule == null || rulesVersion == null
          ? null
          : new Triaged(rule, rulesVersion, skills == null ? new TreeMap<>() : skills);
    }
  }

  /** Somebody wrote in a ticket that routing knows. */
  record Activity(UUID ticketId, TicketActivity.Kind kind, Instant at) implements Input {}

  /** A ticket needs no agent any more. */
  record Withdraw(UUID ticketId, RequestWithdrawn.Reason reason) implements Input {}

  /** A ticket was resolved: wrap-up, then free. */
  record Complete(UUID ticketId, String by) implements Input {}

  /** An agent takes what is offered. */
  record Accept(UUID offerId, String agent) implements Input {}

  /** An agent leaves it to others. */
  record Decline(UUID offerId, String agent) implements Input {}

  /**
   * A ticket is put off: the customer is to be called back then.
   *
   * @param supervisor true to put off what another agent holds, or nobody
   */
  record Defer(UUID ticketId, Instant until, String by, boolean supervisor) implements Input {}

  /** A supervisor takes an offer back; it goes to others. */
  record Rescind(UUID offerId, String by) implements Input {}

  /**
   * The holder gives a ticket away without waiting for who takes it. Exactly one target is given.
   *
   * @param toQueue null to stay in the queue
   * @param toAgent who is tried first; null for the best one
   * @param supervisor true to give away what another agent holds
   * @param dropSkills true to ask no longer for the skills that a triage rule added
   */
  record Transfer(
      UUID ticketId,
      String by,
      @Nullable String toQueue,
      @Nullable String toAgent,
      boolean supervisor,
      boolean dropSkills)
      implements Input {
    /** What a triage rule asked for goes on being asked for. */
    public Transfer(
        UUID ticketId,
        String by,
        @Nullable String toQueue,
        @Nullable String toAgent,
        boolean supervisor) {
      this(ticketId, by, toQueue, toAgent, supervisor, false);
    }
  }

  /** The holder asks another agent to join; one target is given as for {@link Transfer}. */
  record Consult(UUID ticketId, String by, @Nullable String toQueue, @Nullable String toAgent)
      implements Input {}

  /**
   * A consult is over.
   *
   * @param handOver true if the ticket is the joined agent's from now on: a warm transfer
   */
  record ConsultDone(UUID ticketId, String by, boolean handOver) implements Input {}

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
