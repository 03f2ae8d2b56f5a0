package io.threadline.routing.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.threadline.contracts.Presence;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.contracts.routing.SlaDeadlineReached;
import io.threadline.routing.core.PoolFigures;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What routing counts. Labels are queue names, capped, and enums. */
@ApplicationScoped
public class RoutingMetrics {
  private static final int MAX_QUEUES = 200;

  private final MeterRegistry registry;
  private final Timer decisions;
  private final Counter standbyEqual;
  private final Counter standbyDiverged;
  private final AtomicLong standbyBehind = new AtomicLong();
  private final MultiGauge depth;
  private final MultiGauge oldestWait;
  private final MultiGauge agents;
  private final MultiGauge capacity;

  RoutingMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.decisions =
        Timer.builder("threadline_routing_decision_duration")
            .description("From the first statement of a group of decisions to its commit")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2))
            .register(registry);
    this.standbyEqual = compared("equal");
    this.standbyDiverged = compared("diverged");
    Gauge.builder("threadline_routing_standby_behind_inputs", standbyBehind, AtomicLong::get)
        .description("Inputs that the standby furthest back has still to follow")
        .register(registry);
    this.depth =
        MultiGauge.builder("threadline_queue_depth")
            .description("Tickets that wait for an agent")
            .register(registry);
    this.oldestWait =
        MultiGauge.builder("threadline_queue_oldest_wait_seconds")
            .description("How long the longest waiting ticket has waited")
            .register(registry);
    this.agents =
        MultiGauge.builder("threadline_agents")
            .description("Agents in each presence")
            .register(registry);
    this.capacity =
        MultiGauge.builder("threadline_capacity_ratio")
            .description("Part of the present agents' capacity that is in use")
            .register(registry);
  }

  private Counter compared(String result) {
    return Counter.builder("threadline_routing_standby_comparisons")
        .description("How often a standby's state was held against its writer's")
        .tag("result", result)
        .register(registry);
  }

  void committed(GroupCommit.Committed batch, Duration took) {
    if (batch.decisions() > 0) {
      decisions.record(took);
    }
    for (RoutingEvent event : batch.events()) {
      if (event instanceof OfferMade) {
        offers("made");
      } else if (event instanceof OfferEnded ended) {
        offers(ended.outcome().name().toLowerCase(Locale.ROOT));
      } else if (event instanceof SlaDeadlineReached reached) {
        deadline(reached);
      }
    }
  }

  /** A standby's state was held against its writer's. */
  void standbyCompared(boolean equal) {
    (equal ? standbyEqual : standbyDiverged).increment();
  }

  /** How many inputs the standby that is furthest back has still to follow. */
  void standbysBehind(long inputs) {
    standbyBehind.set(inputs);
  }

  /** A pool was taken over. */
  void takenOver(boolean warm) {
    Counter.builder("threadline_routing_takeovers")
        .description("Pools taken over, from a warm standby or from the tables")
        .tag("from", warm ? "standby" : "tables")
        .register(registry)
        .increment();
  }

  private void deadline(SlaDeadlineReached reached) {
    if (reached.state() == SlaDeadlineReached.State.BREACH) {
      Counter.builder("threadline_sla_breaches")
          .description("Promises to customers that were broken, by clock")
          .tag("clock", reached.clock().name().toLowerCase(Locale.ROOT))
          .register(registry)
          .increment();
    }
  }

  private void offers(String outcome) {
    Counter.builder("threadline_offers")
        .description("Offers made to agents, and how they ended")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /** Sets the gauges to what the pools of this instance stand at. */
  void show(List<PoolFigures> pools) {
    List<MultiGauge.Row<?>> depths = new ArrayList<>();
    List<MultiGauge.Row<?>> waits = new ArrayList<>();
    List<MultiGauge.Row<?>> presences = new ArrayList<>();
    List<MultiGauge.Row<?>> ratio = new ArrayList<>();
    // One tenant has one pool; of several tenants' queues of one name the first is shown.
    PoolFigures sum = pools.isEmpty() ? null : pools.getFirst();
    if (sum != null) {
      sum.queues().entrySet().stream()
          .limit(MAX_QUEUES)
          .forEach(queue -> {
            Tags tags = Tags.of("queue", queue.getKey());
            depths.add(MultiGauge.Row.of(tags, queue.getValue().depth()));
            waits.add(MultiGauge.Row.of(tags, queue.getValue().oldestWait().toMillis() / 1_000.0));
          });
      for (Presence presence : Presence.values()) {
        long count = pools.stream().mapToLong(pool -> pool.agents().get(presence)).sum();
        Tags tags = Tags.of("state", presence.name().toLowerCase(Locale.ROOT));
        presences.add(MultiGauge.Row.of(tags, count));
      }
      long load = pools.stream().mapToLong(PoolFigures::load).sum();
      long units = pools.stream().mapToLong(PoolFigures::capacity).sum();
      ratio.add(MultiGauge.Row.of(Tags.empty(), units == 0 ? 0.0 : (double) load / units));
    }
    depth.register(depths, true);
    oldestWait.register(waits, true);
    agents.register(presences, true);
    capacity.register(ratio, true);
  }
}
