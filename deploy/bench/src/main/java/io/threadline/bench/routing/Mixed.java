package io.threadline.bench.routing;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.queue.Strategy;
import java.util.ArrayDeque;
import java.util.Deque;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * 10,000 agents, half of their capacity in use: a ticket is offered, accepted, and one resolved.
 */
@State(Scope.Thread)
public class Mixed {
  private static final int AGENTS = 10_000;
  private static final int HELD = 20_000;

  private Pool pool = new Pool(Strategy.LEAST_LOADED, null);
  private final Deque<Decision> held = new ArrayDeque<>();
  private int next;

  @Setup(Level.Trial)
  public void setUp() {
    pool = new Pool(Strategy.LEAST_LOADED, null);
    pool.agents(AGENTS, 4);
    while (held.size() < HELD) {
      take();
    }
  }

  private void take() {
    for (Decision decision : pool.arriving(next++ * 37 % Pool.CLASSES).decisions()) {
      if (decision.offerId() != null && decision.agent() != null) {
        pool.apply(new Input.Accept(decision.offerId(), decision.agent()));
        held.add(decision);
      }
    }
  }

  @Benchmark
  public Outcome mixed() {
    take();
    return pool.apply(new Input.Complete(held.remove().ticketId(), "bench"));
  }
}
