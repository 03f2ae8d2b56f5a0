package io.threadline.routing.simulate.replay;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Stamp;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.simulate.ClosedLoop;
import io.threadline.routing.simulate.Occurrence;
import io.threadline.routing.simulate.Scenario;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recorded period again under a change.
 *
 * <p>Accepts and completions of the log answer offers that a changed pool would not have made, so
 * they are not played as they stand. What people did is measured instead, and done again around the
 * real engine: every request comes at its time, an agent who is offered it takes as long to accept
 * and to handle it as was recorded for that request, and a customer who left unserved leaves after
 * the same wait if still unserved. Presence and definitions are as recorded, but for the change.
 *
 * <p>What people did beside that is done again where it still can be. An agent who declined a
 * request, or let its offer time out, does so again if offered it again, as often as recorded and
 * after the same time; whoever else is offered it takes it. A request that was passed on is passed
 * on to the same queue or agent, after its holder has worked on it as long as recorded, whoever the
 * holder is; where the engine refuses that (the target holds it, or is not at work) the holder
 * works on. Consults are not held again: who was asked has that time free.
 *
 * <p>What cannot be known is assumed. Requests that nobody took borrow the times of others of their
 * queue. Customers who were served would have waited for ever; what was assigned by hand is left to
 * the engine. So the replay without a change stands beside the recording: where they differ, the
 * difference is the model's.
 */
public final class WhatIf {
  private WhatIf() {}

  /** What came of it. */
  public sealed interface Answer {}

  /**
   * The period three times.
   *
   * @param recorded as it went
   * @param replayed without a change: differs from the recording by what the model assumes
   * @param changed under the change
   * @param difference changed less replayed, over all queues
   * @param fairnessDifference changed less replayed
   * @param occupancyDifference changed less replayed
   */
  public record Compared(
      PeriodFigures recorded,
      PeriodFigures replayed,
      PeriodFigures changed,
      PeriodFigures.QueueFigures difference,
      double occupancyDifference,
      double fairnessDifference)
      implements Answer {}

  /** The engine does not accept the change. */
  public record Refused(String detail) implements Answer {}

  /** It took too long. */
  public record TooLong() implements Answer {}

  /**
   * Plays it.
   *
   * @param log from the pool's first input to the end of the period at least
   * @param from the period's beginning, inclusive
   * @param to the period's end, inclusive
   * @param late asked now and then; true to give up
   */
  public static Answer play(
      String pool,
      List<Logged> log,
      Instant from,
      Instant to,
      PoolChange change,
      BooleanSupplier late) {
    return play(new RoutingEngine(pool), pool, log, from, to, change, late);
  }

  /**
   * Plays it from a state on.
   *
   * @param start the pool before the log's first input, not later than the period's beginning; used
   *     up by it
   */
  public static Answer play(
      RoutingEngine start,
      String pool,
      List<Logged> log,
      Instant from,
      Instant to,
      PoolChange change,
      BooleanSupplier late) {
    List<Logged> until = log.stream().filter(each -> !each.stamp().at().isAfter(to)).toList();
    Recording recording = new Recorder(start).record(until, from, to, late);
    if (recording == null) {
      return new TooLong();
    }
    PeriodFigures replayed = replay(pool, recording, from, to, PoolChange.NONE, late);
    RoutingEngine engine = RoutingEngine.restore(pool, recording.state());
    String refusal = refusal(engine, from, change);
    if (refusal != null) {
      return new Refused(refusal);
    }
    PeriodFigures changed = replay(pool, recording, from, to, change, late);
    if (late.getAsBoolean()) {
      return new TooLong();
    }
    return new Compared(
        recording.figures(),
        replayed,
        changed,
        changed.all().minus(replayed.all()),
        changed.occupancy() - replayed.occupancy(),
        changed.fairness() - replayed.fairness());
  }

  private static @Nullable String refusal(RoutingEngine engine, Instant from, PoolChange change) {
    for (Input input : change.inputs(logins(engine))) {
      Outcome outcome = engine.apply(new Stamp(engine.seq() + 1, 1, from), input);
      if (outcome.reply() instanceof Reply.Rejected rejected) {
        return rejected.detail();
      }
    }
    return null;
  }

  private static SortedSet<String> logins(RoutingEngine engine) {
    SortedSet<String> logins = new TreeSet<>();
    engine
        .entities()
        .forEach(entity -> {
          if (entity instanceof Agent agent) {
            logins.add(agent.login());
          }
        });
    return logins;
  }

  private static PeriodFigures replay(
      String pool,
      Recording recording,
      Instant from,
      Instant to,
      PoolChange change,
      BooleanSupplier late) {
    RoutingEngine engine = RoutingEngine.restore(pool, recording.state());
    PeriodCount count = new PeriodCount(from, recording.targets(), recording.workload().copy());
    ClosedLoop loop = new ClosedLoop(engine, Scenario.UNLIMITED, true, count);
    recording
        .resumed()
        .forEach(each -> loop.resume(each.contact(), each.arrivedAt(), each.progress(), each.at()));
    change.inputs(logins(engine)).forEach(input -> loop.happen(from, input));
    List<Occurrence> kept =
        recording.occurrences().stream().filter(each -> !isOverruled(each, change)).toList();
    loop.play(kept.iterator(), late);
    loop.keepAppointments(to);
    return count.figures(to);
  }

  private static boolean isOverruled(Occurrence occurrence, PoolChange change) {
    return occurrence instanceof Occurrence.Happens(Instant _, Input input)
        && change.overrules(input);
  }
}
