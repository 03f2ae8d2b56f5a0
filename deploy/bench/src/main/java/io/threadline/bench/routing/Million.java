package io.threadline.bench.routing;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Snapshot;
import io.threadline.routing.core.queue.Strategy;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A million tickets wait. */
@State(Scope.Thread)
public class Million {
  private static final int WAITING = 1_000_000;
  private static final Duration FIRST_STEP = Duration.ofSeconds(WAITING / 10_000);

  private Pool pool = new Pool(Strategy.LEAST_LOADED, FIRST_STEP);
  private Snapshot snapshot = new Snapshot(0, java.time.Instant.EPOCH, 0, List.of());
  private int next;

  @Setup(Level.Trial)
  public void setUp() {
    pool = new Pool(Strategy.LEAST_LOADED, FIRST_STEP);
    for (int i = 0; i < Pool.PROFILES; i++) {
      pool.define(i, Pool.skills(i, 8), 10);
    }
    for (int i = 0; i < WAITING; i++) {
      pool.arriving(next++ * 37 % Pool.CLASSES);
    }
    snapshot = pool.snapshot();
  }

  /** A ticket comes to wait, and with the time that passes the first step of another expires. */
  @Benchmark
  public Outcome stepExpiryChurn1M() {
    return pool.arriving(next++ * 37 % Pool.CLASSES);
  }

  /** A restart: all entities are put and the engine is ready to decide. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 1)
  @Measurement(iterations = 3)
  public Outcome restore1M() {
    RoutingEngine engine = RoutingEngine.restore("bench", snapshot);
    return engine.apply(Pool.after(engine), new Input.Tick());
  }
}
