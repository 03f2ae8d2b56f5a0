package io.threadline.bench.routing;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.queue.Strategy;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A ticket arrives at a pool of idle agents, is offered, and goes: one decision, two inputs. */
@State(Scope.Thread)
public class ArrivalIdle {
  @Param({"1000", "10000", "100000"})
  int agents;

  private Pool pool = new Pool(Strategy.LEAST_LOADED, null);
  private int next;

  @Setup(Level.Trial)
  public void setUp() {
    pool = new Pool(Strategy.LEAST_LOADED, null);
    pool.agents(agents, 10);
    for (int i = 0; i < Pool.CLASSES; i++) {
      arrivalIdle();
    }
  }

  @Benchmark
  public Outcome arrivalIdle() {
    UUID id = pool.arrive(next++ * 37 % Pool.CLASSES);
    return pool.apply(new Input.Complete(id, "bench"));
  }
}
