package io.threadline.routing.simulate;

import io.threadline.contracts.Priority;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.queue.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One queue, equal agents, everything without memory: the case that Erlang's formulas solve.
 *
 * @param patienceSeconds mean; infinite for customers who never leave
 */
public record ErlangCase(
    double arrivalsPerHour, double handleSeconds, int agents, double patienceSeconds) {
  /** Within which a customer has to be served for the service level. */
  public static final Duration TARGET = Duration.ofSeconds(20);

  private static final String QUEUE = "calls";

  /** Customers in all, where the system forgets quickly. */
  private static final int FEW = 400_000;

  /** Customers in all at most: what runs in half a minute. */
  private static final int MANY = 800_000;

  private static final int REPLICATIONS = 2;
  private static final int WARM_UP_MEMORIES = 10;
  private static final int BATCH_MEMORIES = 20;
  private static final int LEAST_BATCHES = 10;
  private static final int MOST_BATCHES = 30;

  public ErlangCase {
    require("arrivals per hour", arrivalsPerHour, arrivalsPerHour > 0);
    require("handle seconds", handleSeconds, handleSeconds > 0);
    require("patience seconds", patienceSeconds, patienceSeconds > 0);
    if (agents < 1 || agents > Scenario.MAX_AGENTS) {
      throw new IllegalArgumentException(
          "agents '%d' must be from 1 to %d".formatted(agents, Scenario.MAX_AGENTS));
    }
    double erlangs = arrivalsPerHour / 3600 * handleSeconds;
    if (Double.isInfinite(patienceSeconds) && erlangs >= agents) {
      throw new IllegalArgumentException(
          ("%s arrivals per hour of %s s keep %.2f agents busy, and there are %d: the queue would"
                  + " grow for ever. Give more than %.2f agents, or a finite patience")
              .formatted(arrivalsPerHour, handleSeconds, erlangs, agents, erlangs));
    }
  }

  private static void require(String name, double value, boolean positive) {
    boolean finite = !Double.isInfinite(value) || name.startsWith("patience");
    if (!positive || !finite) {
      throw new IllegalArgumentException("%s '%s' must be a number above 0".formatted(name, value));
    }
  }

  /** The pool: longest idle first, one ticket at a time. */
  public Scenario scenario() {
    List<AgentDefinition> team = new ArrayList<>();
    IntStream.range(0, agents)
        .forEach(i -> team.add(Scenario.agent("a%05d".formatted(i), new TreeMap<>())));
    @Nullable Distribution patience =
        Double.isInfinite(patienceSeconds) ? null : new Distribution.Exponential(patienceSeconds);
    return new Scenario(
        List.of(Scenario.queue(QUEUE, "any", Strategy.LONGEST_IDLE, TARGET)),
        team,
        List.of(
            new Traffic(
                QUEUE,
                Priority.NORMAL,
                arrivalsPerHour,
                new Distribution.Exponential(handleSeconds),
                patience,
                TARGET)),
        Scenario.UNLIMITED);
  }

  /**
   * How many customers arrive until the system has forgotten where it was: its relaxation time,
   * {@code 1 / (n mu (1 - sqrt(rho))^2)} for M/M/n above a light load (Cohen 1982), never less than
   * a handle time; patience shortens it.
   */
  double memory() {
    double rate = arrivalsPerHour / 3600;
    double capacity = agents / handleSeconds;
    double root = 1 - Math.sqrt(rate / capacity);
    double relaxation = rate < capacity ? 1 / (capacity * root * root) : Double.POSITIVE_INFINITY;
    double forgotten =
        Math.max(handleSeconds, Math.min(relaxation, Math.max(handleSeconds, patienceSeconds)));
    return rate * forgotten;
  }

  /** A length at which the interval is honest; with long memory it is wide instead. */
  public Plan plan() {
    double wanted = REPLICATIONS * memory() * (WARM_UP_MEMORIES + MOST_BATCHES * BATCH_MEMORIES);
    return plan((int) Math.clamp(wanted, FEW, MANY));
  }

  /** The plan for so many customers in all. */
  public Plan plan(int customers) {
    double memory = memory();
    int warmUp =
        (int) Math.min(WARM_UP_MEMORIES * memory + agents, customers / (4.0 * REPLICATIONS));
    int counted = customers / REPLICATIONS - warmUp;
    int batches =
        (int) Math.clamp(counted / (BATCH_MEMORIES * memory), LEAST_BATCHES, MOST_BATCHES);
    return new Plan(REPLICATIONS, warmUp, batches, counted / batches);
  }

  /** Runs the case. The same seed gives the same figures. */
  public ErlangFigures run(long seed) {
    return run(seed, plan());
  }

  /** Runs the case for as long as the plan says. */
  public ErlangFigures run(long seed, Plan plan) {
    Scenario scenario = scenario();
    List<Batch> batches =
        IntStream.range(0, plan.replications())
            .parallel()
            .mapToObj(i ->
                Simulator.replicate(
                    scenario, plan, seed + Simulator.STEP * i, new FastServer(agents)))
            .flatMap(result -> result.batches().stream())
            .toList();
    return ErlangFigures.of(this, batches);
  }
}
