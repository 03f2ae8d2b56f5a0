package io.threadline.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.state.SkillDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine's work as a number of comparisons, which no busy machine disturbs: it may grow with
 * the logarithm of the number of agents and of waiting tickets, not with the number.
 */
class ComparisonGateTest {
  private static final int TOPICS = 16;
  private static final int MEASURED = 2_000;

  /** A million takes more memory than the tests have by default. */
  private static final int MOST_WAITING = Integer.getInteger("threadline.gate.waiting", 300_000);

  /** Buckets and lines to look at, which do not grow with the pool. */
  private static final double BASE = 40;

  /** The heaps that a decision touches, and what a level of them costs. */
  private static final double PER_DOUBLING = 3;

  private RoutingEngine engine = new RoutingEngine("default");
  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private long tickets;
  private UUID offered = new UUID(0, 0);

  @ParameterizedTest
  @EnumSource(
      value = Strategy.class,
      names = {"LEAST_LOADED", "MOST_SKILLED"})
  void workPerTicketGrowsWithTheLogarithmOfTheAgents(Strategy strategy) {
    for (int agents : List.of(1_000, 10_000, 100_000)) {
      engine = new RoutingEngine("default");
      define(strategy);
      hire(agents);
      comeAndGo(100);
      long before = engine.comparisons();
      comeAndGo(MEASURED);
      gate(strategy + ", agents", agents, engine.comparisons() - before);
    }
  }

  @Test
  void workPerAgentGrowsWithTheLogarithmOfTheWaitingTickets() {
    define(Strategy.LEAST_LOADED);
    long waiting = 0;
    for (int goal : List.of(1_000, 10_000, 100_000, MOST_WAITING)) {
      for (; waiting < goal; waiting++) {
        arrive();
      }
      if (goal == 1_000) {
        hireOneForAll();
        offered = engine.state().offers().iterator().next().ticketId();
      }
      becomeFree(10);
      long before = engine.comparisons();
      becomeFree(MEASURED);
      gate("waiting", goal, engine.comparisons() - before);
    }
  }

  /** Tickets that are offered at once, and go. */
  private void comeAndGo(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusMillis(1);
      apply(new Input.Complete(arrive(), "nobody"));
    }
  }

  /** An agent resolves a ticket, is free and takes the next; as many come. */
  private void becomeFree(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusMillis(600);
      var made = apply(new Input.Complete(offered, "agent0")).decisions();
      assertThat(made).hasSize(1);
      offered = made.getFirst().ticketId();
      arrive();
    }
  }

  private static void gate(String what, int size, long comparisons) {
    double perDecision = comparisons / (double) MEASURED;
    double allowed = BASE + PER_DOUBLING * Math.log(size) / Math.log(2);
    assertThat(perDecision)
        .as("comparisons per decision, %s %d", what, size)
        .isPositive()
        .isLessThanOrEqualTo(allowed);
  }

  private void define(Strategy strategy) {
    apply(new Input.PoolConfigured(Pools.settings()));
    for (int i = 0; i < TOPICS; i++) {
      apply(new Input.SkillDefined(new SkillDefinition("topic" + i, "topic" + i, false)));
      apply(
          new Input.QueueDefined(
              Pools.queue(
                  "topic" + i,
                  "language and topic" + i + " >= 3",
                  strategy,
                  Duration.ofSeconds(60),
                  Duration.ZERO)));
    }
  }

  private void hire(int count) {
    for (int i = 0; i < count; i++) {
      apply(
          new Input.AgentDefined(
              Pools.agent(
                  "agent" + i,
                  List.of(
                      "capacity=2",
                      "speaks=" + (i % 3 == 0 ? "en" : i % 3 == 1 ? "hy" : "en,hy"),
                      "topic" + i % TOPICS + "=" + (3 + i % 8),
                      "topic" + (i * 7 + 3) % TOPICS + "=5"))));
      apply(new Input.PresenceSet("agent" + i, Presence.READY));
    }
  }

  private void hireOneForAll() {
    List<String> words = new ArrayList<>(List.of("capacity=2", "speaks=en,hy"));
    for (int i = 0; i < TOPICS; i++) {
      words.add("topic" + i + "=5");
    }
    apply(new Input.AgentDefined(Pools.agent("agent0", words)));
    apply(new Input.PresenceSet("agent0", Presence.READY));
  }

  private UUID arrive() {
    UUID id = new UUID(0x7000L, tickets);
    apply(
        new Input.Enqueue(
            id,
            id,
            "web-chat",
            "topic" + tickets * 5 % TOPICS,
            tickets % 2 == 0 ? "en" : "hy",
            Priority.NORMAL,
            null,
            false,
            now));
    tickets++;
    return id;
  }

  private Outcome apply(Input input) {
    Outcome outcome = engine.apply(new Stamp(engine.seq() + 1, 1, now), input);
    engine.drainChanges();
    return outcome;
  }
}
