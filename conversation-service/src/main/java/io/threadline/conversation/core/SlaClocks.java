package io.threadline.conversation.core;

import io.threadline.contracts.routing.SlaClockStarted;
import io.threadline.contracts.routing.SlaDeadlineReached;
import io.threadline.contracts.routing.SlaDeadlineReached.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of a ticket's promises, as far as routing has told of them.
 *
 * @param runs the last run of each clock that was started
 */
public record SlaClocks(Map<Clock, Run> runs) {
  /** No clock was started. */
  public static final SlaClocks NONE = new SlaClocks(Map.of());

  public SlaClocks {
    Map<Clock, Run> copy = new EnumMap<>(Clock.class);
    copy.putAll(runs);
    runs = Collections.unmodifiableMap(copy);
  }

  /** How a run stands. */
  public enum State {
    RUNNING,
    /** Most of the time is over. */
    WARNING,
    /** The promise was not kept. */
    BREACH,
    /** The promise was kept. */
    MET
  }

  /**
   * One run of a clock.
   *
   * @param deadline the instant of the promise
   * @param stoppedAt when what was promised happened, be it late; null while it runs
   */
  public record Run(Instant deadline, State state, @Nullable Instant stoppedAt) {
    boolean runs() {
      return stoppedAt == null;
    }

    Run stopped(Instant at) {
      return runs()
          ? new Run(deadline, state == State.BREACH ? State.BREACH : State.MET, at)
          : this;
    }
  }

  /** After routing has started a clock. */
  public SlaClocks after(SlaClockStarted event) {
    Map<Clock, Run> next = new EnumMap<>(Clock.class);
    next.putAll(runs);
    next.put(event.clock(), new Run(event.deadline(), State.RUNNING, null));
    return new SlaClocks(next);
  }

  /** After routing has told of a deadline. */
  public SlaClocks after(SlaDeadlineReached event) {
    State state = event.state() == SlaDeadlineReached.State.BREACH ? State.BREACH : State.WARNING;
    Map<Clock, Run> next = new EnumMap<>(Clock.class);
    next.putAll(runs);
    Run known = runs.get(event.clock());
    Instant stoppedAt =
        known != null && known.deadline().equals(event.deadline()) ? known.stoppedAt() : null;
    next.put(event.clock(), new Run(event.deadline(), state, stoppedAt));
    return new SlaClocks(next);
  }

  /** After an agent's reply: nobody waits for a response any more. */
  public SlaClocks replied(Instant at) {
    return stopped(at, Clock.FIRST_RESPONSE, Clock.NEXT_RESPONSE);
  }

  /** After the end of the ticket. */
  public SlaClocks ended(Instant at) {
    return stopped(at, Clock.values());
  }

  private SlaClocks stopped(Instant at, Clock... clocks) {
    Map<Clock, Run> next = new EnumMap<>(Clock.class);
    next.putAll(runs);
    for (Clock clock : clocks) {
      next.computeIfPresent(clock, (_, run) -> run.stopped(at));
    }
    return next.equals(runs) ? this : new SlaClocks(next);
  }

  /** The next deadline that is still to be kept; empty if none runs. */
  public Optional<Instant> due() {
    return runs.values().stream().filter(Run::runs).map(Run::deadline).min(Instant::compareTo);
  }
}
