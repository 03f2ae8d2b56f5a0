package io.threadline.routing.simulate;

import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs scenarios through the real engine and counts what becomes of the customers. */
public final class Simulator {
  /** When simulated time begins: any instant would do. */
  public static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  /** Between the seeds of replications: the golden ratio, as SplittableRandom steps. */
  static final long STEP = 0x9E3779B97F4A7C15L;

  private static final String POOL = "simulated";

  private Simulator() {}

  /**
   * What one replication gave.
   *
   * @param occupancy by agent, without the warm-up
   */
  public record Result(List<Batch> batches, SortedMap<String, Double> occupancy) {
    public Result {
      batches = List.copyOf(batches);
    }

    /** All batches together. */
    public Batch total() {
      Batch total = new Batch(batches.getFirst().kinds());
      batches.forEach(total::plus);
      return total;
    }
  }

  /** The replications in order, each by its own seed derived from the given one; in parallel. */
  public static List<Result> run(Scenario scenario, Plan plan, long seed) {
    return IntStream.range(0, plan.replications())
        .parallel()
        .mapToObj(i -> replicate(scenario, plan, seed + STEP * i, null))
        .toList();
  }

  /** One replication, of whose customers the single fast server takes its share as a control. */
  static Result replicate(Scenario scenario, Plan plan, long seed, @Nullable FastServer control) {
    RoutingEngine engine = open(scenario);
    Count count = new Count(scenario, plan, control);
    ClosedLoop loop = new ClosedLoop(engine, scenario.waitingPlaces(), scenario.timed(), count);
    Iterator<Occurrence> arrivals = new Arrivals(scenario.traffic(), START, seed);
    loop.play(count.watching(arrivals), count::isOver);
    return count.result(engine.at());
  }

  /** An engine with everybody ready. */
  public static RoutingEngine open(Scenario scenario) {
    RoutingEngine engine = new RoutingEngine(POOL);
    for (Input input : scenario.opening()) {
      engine.apply(new Stamp(engine.seq() + 1, 1, START), input);
    }
    return engine;
  }

  /** Counts the customers of one replication. */
  private static final class Count implements Listener {
    private final Scenario scenario;
    private final Plan plan;
    private final @Nullable FastServer control;
    private final List<Batch> batches = new ArrayList<>();
    private final Workload workload = new Workload();
    private long open;
    private long arrived;
    private Instant last = START;

    Count(Scenario scenario, Plan plan, @Nullable FastServer control) {
      this.scenario = scenario;
      this.plan = plan;
      this.control = control;
      for (int i = 0; i < plan.batches(); i++) {
        batches.add(new Batch(scenario.traffic().size()));
      }
      scenario.agents().forEach(agent -> workload.present(agent.login(), START));
    }

    Iterator<Occurrence> watching(Iterator<Occurrence> arrivals) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return arrivals.hasNext();
        }

        @Override
        public Occurrence next() {
          Occurrence next = arrivals.next();
          if (next instanceof Occurrence.Arrives(Instant at, Contact contact)) {
            arrived(at, contact);
          }
          return next;
        }
      };
    }

    private void arrived(Instant at, Contact contact) {
      double gap = Batch.seconds(Duration.between(last, at));
      last = at;
      arrived++;
      if (arrived == plan.warmUp()) {
        workload.startAt(at);
      }
      FastServer.Fate fate = control == null ? null : control.arrive(gap, contact);
      Batch batch = batch(contact);
      if (batch != null) {
        open++;
        batch.arrived(contact, gap);
        if (fate != null) {
          batch.atFastServer(fate);
        }
      }
    }

    private @Nullable Batch batch(Contact contact) {
      long index = Math.floorDiv(contact.number() - plan.warmUp(), (long) plan.batchSize());
      return index < 0 || index >= plan.batches() ? null : batches.get((int) index);
    }

    @Override
    public void served(Contact contact, String agent, Duration wait) {
      Batch batch = batch(contact);
      if (batch != null) {
        open--;
        batch.served(contact, wait, scenario.traffic().get(contact.traffic()).target());
      }
    }

    @Override
    public void left(Contact contact, Duration wait, Departure departure) {
      Batch batch = batch(contact);
      if (batch != null) {
        open--;
        batch.left(contact, departure);
      }
    }

    @Override
    public void told(RoutingEvent event) {
      workload.told(event);
    }

    boolean isOver() {
      return arrived > plan.customers() && open == 0;
    }

    Result result(Instant at) {
      return new Result(batches, workload.occupancy(at));
    }
  }
}
