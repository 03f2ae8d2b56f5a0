package io.threadline.routing.store;

import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.match.Verdict;
import io.threadline.routing.simulate.replay.Logged;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at decisions of the past in the state in which they were made: the log is replayed from the
 * nearest kept state to the decision's input, and the engine is asked in the moment before the
 * decision takes effect.
 */
public final class Hindsight {
  private static final int CHANGES_KEPT = 1_000;

  private final Connection connection;
  private final PoolKey key;
  private final @Nullable String agent;
  private final BooleanSupplier late;
  private @Nullable RoutingEngine engine;

  private Hindsight(
      Connection connection, PoolKey key, @Nullable String agent, BooleanSupplier late) {
    this.connection = connection;
    this.key = key;
    this.agent = agent;
    this.late = late;
  }

  /** What can be said of a decision. */
  public sealed interface View {
    Decision decision();

    /** What stood between the agents and the ticket. */
    record Told(Decision decision, List<Verdict> verdicts) implements View {}

    /** The log does not reach back to it any more. */
    record NotRecorded(Decision decision) implements View {}

    /** The engine of today decides otherwise, so its reasons are not those of then. */
    record Differs(Decision decision) implements View {}

    /** There was no time left for it. */
    record TooLong(Decision decision) implements View {}
  }

  /**
   * Looks at decisions of one pool.
   *
   * @param agent whom it is about; null for all
   * @param late asked now and then; true to give up
   */
  public static List<View> look(
      Connection connection,
      PoolKey key,
      List<Decision> decisions,
      @Nullable String agent,
      BooleanSupplier late)
      throws SQLException {
    SortedMap<Long, List<Decision>> byInput = new TreeMap<>();
    for (Decision decision : decisions) {
      byInput.computeIfAbsent(decision.stamp().seq(), _ -> new ArrayList<>()).add(decision);
    }
    Hindsight hindsight = new Hindsight(connection, key, agent, late);
    List<View> views = new ArrayList<>();
    for (var input : byInput.entrySet()) {
      views.addAll(hindsight.look(input.getKey(), input.getValue()));
    }
    return views;
  }

  private List<View> look(long seq, List<Decision> decisions) throws SQLException {
    if (late.getAsBoolean()) {
      return decisions.stream().<View>map(View.TooLong::new).toList();
    }
    RoutingEngine replayed = before(seq);
    if (replayed == null) {
      return decisions.stream().<View>map(View.NotRecorded::new).toList();
    }
    List<View> told = new ArrayList<>();
    RecordedLog.each(
        connection,
        key,
        replayed.seq(),
        seq,
        logged -> apply(replayed, logged, seq, decisions, told));
    boolean there = replayed.seq() == seq;
    if (!there) {
      engine = null;
    }
    List<View> views = new ArrayList<>();
    for (Decision decision : decisions) {
      views.add(
          told.stream()
              .filter(view -> view.decision() == decision)
              .findFirst()
              .orElseGet(() -> untold(decision, there)));
    }
    return views;
  }

  private View untold(Decision decision, boolean there) {
    if (there) {
      return new View.Differs(decision);
    }
    return late.getAsBoolean() ? new View.TooLong(decision) : new View.NotRecorded(decision);
  }

  /** The engine at hand if it is nearer than what was kept. */
  private @Nullable RoutingEngine before(long seq) throws SQLException {
    RoutingEngine present = engine;
    if (present == null
        || present.seq() >= seq
        || present.seq() < SnapshotStore.pointBefore(connection, key, seq)) {
      Optional<RoutingEngine> nearest = SnapshotStore.before(connection, key, seq);
      present = nearest.orElse(null);
      engine = present;
    }
    return present;
  }

  private boolean apply(
      RoutingEngine replayed, Logged logged, long seq, List<Decision> decisions, List<View> told) {
    long at = logged.stamp().seq();
    if (at != replayed.seq() + 1 || (at < seq && late.getAsBoolean())) {
      return false;
    }
    if (at == seq) {
      replayed.watch(made -> judge(replayed, made, decisions, told));
    }
    var _ = replayed.apply(logged.stamp(), logged.input());
    if (at == seq) {
      replayed.watch(_ -> {});
    }
    if (at % CHANGES_KEPT == 0) {
      var _ = replayed.drainChanges();
    }
    return true;
  }

  private void judge(
      RoutingEngine replayed, Decision made, List<Decision> decisions, List<View> told) {
    for (Decision recorded : decisions) {
      if (recorded.ordinal() == made.ordinal() && recorded.stateHash() == made.stateHash()) {
        told.add(
            new View.Told(
                recorded,
                agent == null
                    ? replayed.whyNot(recorded)
                    : List.of(replayed.whyNot(recorded, agent))));
      }
    }
  }
}
