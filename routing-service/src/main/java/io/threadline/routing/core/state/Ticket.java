package io.threadline.routing.core.state;

import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.SlaDeadlineReached.Clock;
import io.threadline.routing.core.agent.Hold;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.requirement.Triaged;
import io.threadline.routing.core.sla.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that routing is not done with.
 *
 * @param channel its weight and ledger come from it
 * @param steps what it asks for; {@code step} is the active one, since {@code stepSince}
 * @param enqueuedAt since when the customer waits; a requeue keeps it
 * @param virtualAt {@code enqueuedAt} less the priority's credit: the order of a queue
 * @param offer the one live offer; not null iff offered
 * @param hold whose capacity it takes; null iff queued or deferred
 * @param until the end of the deferral, of the wrap-up, or of the grace after its agent went
 *     offline
 * @param cooldowns until when it is not offered to an agent again
 * @param clocks what is promised, by clock; no entry for a clock that does not run
 * @param overflowAt when it has been in its queue too long; null for never
 * @param firstAt when it goes before all others; null for never, or since it does
 * @param consult the consult that it has, or that it is; null without one
 * @param triaged the triage rule that decided what it needs; null if none did
 */
public record Ticket(
    UUID id,
    UUID conversationId,
    String channel,
    String queue,
    @Nullable String language,
    Priority priority,
    List<Step> steps,
    int step,
    Instant stepSince,
    Instant enqueuedAt,
    Instant virtualAt,
    TicketStage stage,
    @Nullable UUID offer,
    @Nullable Hold hold,
    @Nullable Instant until,
    SortedMap<String, Instant> cooldowns,
    @Nullable Consult consult,
    SortedMap<Clock, Deadline> clocks,
    @Nullable Instant overflowAt,
    @Nullable Instant firstAt,
    @Nullable Triaged triaged)
    implements Entity {

  /**
   * A second agent asked to join. It is routed as a ticket of its own beside the one it is about;
   * both carry this.
   *
   * @param ticketId the ticket that it is about
   * @param consultId the ticket that it is
   * @param owner who asked
   */
  public record Consult(UUID ticketId, UUID consultId, String owner) {}

  /** The limits of a queue, as details of their timers. */
  public static final String OVERFLOW = "overflow";

  public static final String MAX_WAIT = "maxWait";

  /** Far enough back to be before every ticket that is not over its maximum too. */
  private static final Duration FIRST = Duration.ofDays(3_650);

  /** Rows stored before there were clocks have none. */
  @SuppressWarnings("ConstantValue")
  public Ticket {
    cooldowns = copy(cooldowns);
    clocks = clocks == null ? Collections.emptySortedMap() : copy(clocks);
    boolean free = stage == TicketStage.QUEUED || stage == TicketStage.DEFERRED;
    if (free != (hold == null) || (stage == TicketStage.OFFERED) != (offer != null)) {
      throw new IllegalStateException(
          "ticket " + id + " is " + stage + " with hold " + hold + " and offer " + offer);
    }
  }

  /** Most tickets have none: the empty map is shared. */
  private static <K, V> SortedMap<K, V> copy(SortedMap<K, V> map) {
    return map.isEmpty()
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** True for the second agent's part of a consult: no ticket that people know. */
  public boolean forConsult() {
    return consult != null && consult.consultId().equals(id);
  }

  /** The ticket that people know. */
  public UUID subject() {
    return consult == null ? id : consult.ticketId();
  }

  public Step activeStep() {
    return steps.get(step);
  }

  public boolean atLastStep() {
    return step == steps.size() - 1;
  }

  /** The agent whose capacity it takes. */
  public @Nullable String agent() {
    return hold == null ? null : hold.agent();
  }

  /** How long the customer has waited, never negative. */
  public Duration waited(Instant now) {
    Duration waited = Duration.between(enqueuedAt, now);
    return waited.isNegative() ? Duration.ZERO : waited;
  }

  public Ticket offered(UUID newOffer, Hold newHold) {
    return with(TicketStage.OFFERED, newOffer, newHold, null);
  }

  /** Somebody has it: the limits of its queue are over. */
  public Ticket assigned(Hold newHold) {
    return with(TicketStage.ASSIGNED, null, newHold, null).limited(null, null);
  }

  public Ticket wrapping(Instant end) {
    return with(TicketStage.WRAPPING, null, hold, end);
  }

  /** Kept by an agent who went offline, until then; null when the agent is back. */
  public Ticket keptUntil(@Nullable Instant end) {
    return with(stage, offer, hold, end);
  }

  /** Back in its queue: same age, same step. */
  public Ticket queued() {
    return with(TicketStage.QUEUED, null, null, null);
  }

  private Ticket with(
      TicketStage newStage,
      @Nullable UUID newOffer,
      @Nullable Hold newHold,
      @Nullable Instant newUntil) {
    return new Ticket(
        id,
        conversationId,
        channel,
        queue,
        language,
        priority,
        steps,
        step,
        stepSince,
        enqueuedAt,
        virtualAt,
        newStage,
        newOffer,
        newHold,
        newUntil,
        cooldowns,
        consult,
        clocks,
        overflowAt,
        firstAt,
        triaged);
  }

  /** Back in its queue with other steps, from the first. */
  public Ticket restarted(List<Step> newSteps, Instant at) {
    return withSteps(newSteps, 0, at, cooldowns).queued();
  }

  public Ticket atStep(int newStep, Instant at) {
    return withSteps(steps, newStep, at, cooldowns);
  }

  public Ticket cooling(String agent, Instant end) {
    SortedMap<String, Instant> changed = new TreeMap<>(cooldowns);
    changed.put(agent, end);
    return withSteps(steps, step, stepSince, changed);
  }

  public Ticket cooled(String agent) {
    SortedMap<String, Instant> changed = new TreeMap<>(cooldowns);
    changed.remove(agent);
    return withSteps(steps, step, stepSince, changed);
  }

  private Ticket withSteps(
      List<Step> newSteps, int newStep, Instant since, SortedMap<String, Instant> newCooldowns) {
    return new Ticket(
        id,
        conversationId,
        channel,
        queue,
        language,
        priority,
        newSteps,
        newStep,
        since,
        enqueuedAt,
        virtualAt,
        stage,
        offer,
        hold,
        until,
        newCooldowns,
        consult,
        clocks,
        overflowAt,
        firstAt,
        triaged);
  }

  /** Put off until then: nobody is offered it before. */
  public Ticket deferred(Instant end) {
    return with(TicketStage.DEFERRED, null, null, end);
  }

  /** With its clocks standing so. */
  public Ticket clocked(SortedMap<Clock, Deadline> newClocks) {
    return timed(virtualAt, newClocks, overflowAt, firstAt);
  }

  /** In a queue that does not keep it for ever. */
  public Ticket limited(@Nullable Instant newOverflowAt, @Nullable Instant newFirstAt) {
    return timed(virtualAt, clocks, newOverflowAt, newFirstAt);
  }

  /** Before all others; those who are keep their order. */
  public Ticket first() {
    return timed(virtualAt.minus(FIRST), clocks, overflowAt, null);
  }

  private Ticket timed(
      Instant newVirtualAt,
      SortedMap<Clock, Deadline> newClocks,
      @Nullable Instant newOverflowAt,
      @Nullable Instant newFirstAt) {
    return new Ticket(
        id,
        conversationId,
        channel,
        queue,
        language,
        priority,
        steps,
        step,
        stepSince,
        enqueuedAt,
        newVirtualAt,
        stage,
        offer,
        hold,
        until,
        cooldowns,
        consult,
        newClocks,
        newOverflowAt,
        newFirstAt,
        triaged);
  }

  /** With another agent asked to join; null when that is over. */
  public Ticket consulting(@Nullable Consult asked) {
    return placed(queue, asked);
  }

  /** In another queue; its steps are to be restarted. */
  public Ticket movedTo(String newQueue) {
    return placed(newQueue, consult);
  }

  /** Its triage rule asks for no skills any more. */
  public Ticket withoutRuleSkills() {
    return placed(queue, consult, triaged == null ? null : triaged.withoutSkills());
  }

  private Ticket placed(String newQueue, @Nullable Consult newConsult) {
    return placed(newQueue, newConsult, triaged);
  }

  private Ticket placed(
      String newQueue, @Nullable Consult newConsult, @Nullable Triaged newTriaged) {
    return new Ticket(
        id,
        conversationId,
        channel,
        newQueue,
        language,
        priority,
        steps,
        step,
        stepSince,
        enqueuedAt,
        virtualAt,
        stage,
        offer,
        hold,
        until,
        cooldowns,
        newConsult,
        clocks,
        overflowAt,
        firstAt,
        newTriaged);
  }

  @Override
  public String key() {
    return id.toString();
  }

  @Override
  public List<Due> dues() {
    Duration expiry = activeStep().expiresAfter();
    boolean limited = overflowAt != null || firstAt != null || !clocks.isEmpty();
    if (expiry == null && until == null && cooldowns.isEmpty() && !limited) {
      return List.of();
    }
    List<Due> dues = new ArrayList<>(2);
    boolean waits = stage == TicketStage.QUEUED || stage == TicketStage.OFFERED;
    if (waits && expiry != null && !atLastStep()) {
      dues.add(new Due(stepSince.plus(expiry), Due.Kind.STEP_EXPIRY, id, ""));
    }
    if (until != null) {
      Due.Kind kind =
          switch (stage) {
            case WRAPPING -> Due.Kind.WRAP_UP_END;
            case DEFERRED -> Due.Kind.OPENING;
            case QUEUED, OFFERED, ASSIGNED -> Due.Kind.AGENT_GRACE_END;
          };
      dues.add(new Due(until, kind, id, ""));
    }
    if (waits && overflowAt != null) {
      dues.add(new Due(overflowAt, Due.Kind.QUEUE_LIMIT, id, OVERFLOW));
    }
    if (waits && firstAt != null) {
      dues.add(new Due(firstAt, Due.Kind.QUEUE_LIMIT, id, MAX_WAIT));
    }
    clocks.forEach((clock, deadline) -> {
      Instant due = deadline.due();
      if (due != null) {
        dues.add(new Due(due, Due.Kind.SLA_CLOCK, id, clock.name()));
      }
    });
    cooldowns.forEach((agent, end) -> dues.add(new Due(end, Due.Kind.COOLDOWN_END, id, agent)));
    return dues;
  }

  @Override
  public void describe(Fingerprint f) {
    f.add(id).add(conversationId).add(channel).add(queue).add(language).add(priority.name());
    steps.forEach(f::add);
    f.add(step).add(stepSince).add(enqueuedAt).add(virtualAt).add(stage.name()).add(offer);
    if (hold != null) {
      f.add(hold.agent()).add(hold.channel()).add(hold.weight()).add(hold.ledger().name());
    }
    f.add(until);
    cooldowns.forEach((agent, end) -> f.add(agent).add(end));
    clocks.forEach((clock, deadline) ->
        f.add(clock.name()).add(deadline.warnAt()).add(deadline.at()).add(deadline.told().name()));
    if (overflowAt != null) {
      f.add("overflowAt").add(overflowAt);
    }
    if (firstAt != null) {
      f.add("firstAt").add(firstAt);
    }
    if (consult != null) {
      f.add(consult.ticketId()).add(consult.consultId()).add(consult.owner());
    }
    if (triaged != null) {
      f.add(triaged.rule()).add(triaged.version());
      triaged.skills().forEach((skill, level) -> f.add(skill).add(level));
    }
  }
}
