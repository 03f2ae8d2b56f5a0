package io.threadline.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.match.Index;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Agents whose wrap-ups end while nobody writes, as during a failover, are free at once. The
 * tickets that they take together must count as much as any assignment could make them count.
 */
class BatchMatchingTest {
  private static final int TOPICS = 12;

  private RoutingEngine engine = new RoutingEngine("default");
  private Instant now = Instant.EPOCH;
  private List<AgentDefinition> agents = List.of();
  private int tickets;

  @Test
  void ticketsTakenTogetherCountAsMuchAsInTheBestAssignment() {
    double worst = 0;
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      worst = Math.max(worst, gapOfGreedy(seed, 2 + random.nextInt(7), 1 + random.nextInt(14)));
    }
    assertThat(worst).as("what agents lose at worst who choose one by one").isGreaterThan(0.05);
  }

  @Test
  void fortyAgentsLoseNothingEither() {
    double worst = 0;
    double sum = 0;
    for (long seed = 1; seed <= 30; seed++) {
      double gap = gapOfGreedy(seed, 40, 40);
      worst = Math.max(worst, gap);
      sum += gap;
    }
    System.out.printf(
        "40 agents, 40 tickets: one by one loses %.2f%% of the index, %.2f%% at worst%n",
        sum / 30 * 100, worst * 100);
    assertThat(worst).isPositive();
  }

  /** Checks the batch of an instance; answers what choosing agent by agent would have lost. */
  private double gapOfGreedy(long seed, int agentCount, int ticketCount) {
    workAndWait(new Random(seed), agentCount, ticketCount);
    now = now.plusSeconds(10);
    List<Ticket> waiting = waiting();
    Outcome outcome = apply(new Input.Tick());
    long[][] values = new long[agents.size()][waiting.size()];
    for (int i = 0; i < agents.size(); i++) {
      for (int j = 0; j < waiting.size(); j++) {
        values[i][j] = able(agents.get(i), waiting.get(j)) ? index(waiting.get(j)) : 0;
      }
    }
    long best = BestAssignment.sum(values);
    long taken = outcome.decisions().stream().mapToLong(d -> d.index().milli()).sum();
    assertThat(taken).as("seed %d: summed index of %s", seed, outcome.decisions()).isEqualTo(best);
    assertThat(outcome.decisions())
        .as("seed %d", seed)
        .allMatch(decision -> decision.kind() == Decision.Kind.TOGETHER);
    return best == 0 ? 0 : 1 - greedy(waiting) / (double) best;
  }

  /** All agents wrap up the ticket that they had, each with room for one; others wait. */
  private void workAndWait(Random random, int agentCount, int ticketCount) {
    engine = new RoutingEngine("default");
    now = Instant.parse("2026-03-02T08:00:00Z");
    tickets = 0;
    apply(new Input.PoolConfigured(Pools.settings()));
    define("work", "any", 1, Duration.ofSeconds(10));
    for (int i = 0; i < TOPICS; i++) {
      apply(new Input.SkillDefined(new SkillDefinition("topic" + i, "topic" + i, false)));
      define("topic" + i, "topic" + i + " >= 1", 1 + random.nextInt(5), Duration.ZERO);
    }
    agents = new ArrayList<>();
    List<UUID> work = new ArrayList<>();
    for (int i = 0; i < agentCount; i++) {
      List<String> words = new ArrayList<>(List.of("capacity=2"));
      random.ints(1 + random.nextInt(3), 0, TOPICS).forEach(n -> words.add("topic" + n + "=5"));
      AgentDefinition agent = Pools.agent("agent%02d".formatted(i), words);
      agents.add(agent);
      apply(new Input.AgentDefined(agent));
      apply(new Input.PresenceSet(agent.login(), Presence.READY));
      Decision decision = enqueue("work", now).decisions().getFirst();
      apply(new Input.Accept(Objects.requireNonNull(decision.offerId()), agent.login()));
      work.add(decision.ticketId());
    }
    for (int i = 0; i < ticketCount; i++) {
      enqueue("topic" + random.nextInt(TOPICS), now.minusSeconds(random.nextInt(600)));
    }
    work.forEach(id -> apply(new Input.Complete(id, "boss")));
  }

  private void define(String queue, String steps, int weight, Duration wrapUp) {
    QueueDefinition plain =
        Pools.queue(queue, steps, Strategy.LONGEST_IDLE, Duration.ofSeconds(60), wrapUp);
    apply(
        new Input.QueueDefined(
            new QueueDefinition(
                queue, queue, plain.steps(), plain.strategy(), plain.target(), weight, wrapUp)));
  }

  private Outcome enqueue(String queue, Instant since) {
    UUID id = new UUID(0x7000L, tickets++);
    return apply(
        new Input.Enqueue(id, id, "web-chat", queue, null, Priority.NORMAL, null, false, since));
  }

  private Outcome apply(Input input) {
    return engine.apply(new Stamp(engine.seq() + 1, 1, now), input);
  }

  private List<Ticket> waiting() {
    return engine.state().tickets().stream()
        .filter(ticket -> ticket.stage() == TicketStage.QUEUED)
        .sorted(
            Comparator.comparingLong(this::index)
                .reversed()
                .thenComparing(Ticket::virtualAt)
                .thenComparing(Ticket::id))
        .toList();
  }

  private long index(Ticket ticket) {
    return Index.of(ticket, engine.state().requireQueue(ticket.queue()), now).milli();
  }

  private static boolean able(AgentDefinition agent, Ticket ticket) {
    return ticket.activeStep().expr().test(agent.login(), agent.skills());
  }

  private long greedy(List<Ticket> waiting) {
    List<Ticket> left = new ArrayList<>(waiting);
    long sum = 0;
    for (AgentDefinition agent : agents) {
      Ticket first = left.stream().filter(t -> able(agent, t)).findFirst().orElse(null);
      if (first != null) {
        left.remove(first);
        sum += index(first);
      }
    }
    return sum;
  }
}
