package io.threadline.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.store.LogBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Calls as their callers saw them, held against the log. The log is the witness of linearizability:
 * every answer that was given is in it, a replay of it gives the same answers, and a call that had
 * been answered before another was made stands before it.
 */
final class History {
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  /**
   * A command with its answer.
   *
   * @param invoked {@link System#nanoTime()} of the first attempt
   * @param returned of the answer
   */
  record Call(UUID id, Input input, long invoked, long returned, Reply reply) {}

  void add(Call call) {
    calls.add(call);
  }

  int size() {
    return calls.size();
  }

  /** Checks everything; the engine is a new one for the replay. */
  void check(Map<UUID, LogBatch.Entry> log, RoutingEngine engine) {
    Map<Long, Reply> replayed = PoolDatabase.replay(log.values(), engine);
    for (Call call : calls) {
      LogBatch.Entry logged = log.get(call.id());
      assertThat(logged).as("%s was answered but is not in the log", call).isNotNull();
      assertThat(call.reply()).as("%s", call).isEqualTo(logged.reply());
      assertThat(replayed.get(logged.stamp().seq())).as("%s", call).isEqualTo(call.reply());
    }
    checkRealTime(log);
    checkWinners(log);
  }

  private void checkRealTime(Map<UUID, LogBatch.Entry> log) {
    List<Call> byStart = new ArrayList<>(calls);
    byStart.sort(Comparator.comparingLong(Call::invoked));
    List<Call> byEnd = new ArrayList<>(calls);
    byEnd.sort(Comparator.comparingLong(Call::returned));
    long latestBefore = 0;
    int ended = 0;
    for (Call call : byStart) {
      while (ended < byEnd.size() && byEnd.get(ended).returned() < call.invoked()) {
        latestBefore = Math.max(latestBefore, seq(log, byEnd.get(ended++)));
      }
      assertThat(seq(log, call)).as("%s overtook what was over", call).isGreaterThan(latestBefore);
    }
  }

  private static long seq(Map<UUID, LogBatch.Entry> log, Call call) {
    LogBatch.Entry logged = log.get(call.id());
    assertThat(logged).isNotNull();
    return logged.stamp().seq();
  }

  private static void checkWinners(Map<UUID, LogBatch.Entry> log) {
    Map<UUID, Integer> winners = new HashMap<>();
    for (LogBatch.Entry logged : log.values()) {
      if (logged.reply() instanceof Reply.OfferAccepted accepted) {
        winners.merge(accepted.offerId(), 1, Integer::sum);
      }
    }
    assertThat(winners.values()).allMatch(count -> count == 1);
  }
}
