package io.threadline.bench.routing;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.queue.Strategy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Every agent is busy: one resolves a ticket, gets the next of those that wait, and another ticket
 * comes to wait. Two decisions, two inputs.
 */
@State(Scope.Thread)
public class AgentFree {
  private static final int AGENTS = 10_000;

  @Param({"1000", "10000", "100000", "1000000"})
  int waiting;

  private Pool pool = new Pool(Strategy.LEAST_LOADED, null);
  private final Deque<UUID> held = new ArrayDeque<>();
  private int next;

  @Setup(Level.Trial)
  public void setUp() {
    pool = new Pool(Strategy.LEAST_LOADED, null);
    pool.agents(AGENTS, 1);
    for (int i = 0; i < waiting + AGENTS; i++) {
      Outcome outcome = pool.arriving(next++ * 37 % Pool.CLASSES);
      outcome.decisions().forEach(this::hold);
    }
  }

  private void hold(Decision decision) {
    if (decision.agent() != null) {
      held.add(decision.ticketId());
    }
  }

  @Benchmark
  public Outcome agentFree() {
    Outcome outcome = pool.apply(new Input.Complete(held.remove(), "bench"));
    outcome.decisions().forEach(this::hold);
    Outcome arrival = pool.arriving(next++ * 37 % Pool.CLASSES);
    arrival.decisions().forEach(this::hold);
    return outcome;
  }
}
