package io.threadline.routing.simulate;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.agent.Ledger;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.queue.ChannelPolicy;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.ExprParser;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A pool and its customers.
 *
 * @param queues what the traffic waits in
 * @param agents who are ready from the start to the end, with one ticket at a time each
 * @param traffic at least one
 * @param waitingPlaces how many customers may wait at once; {@link #UNLIMITED} for all
 */
public record Scenario(
    List<QueueDefinition> queues,
    List<AgentDefinition> agents,
    List<Traffic> traffic,
    int waitingPlaces) {
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** More agents or kinds of traffic are no longer one pool. */
  public static final int MAX_AGENTS = 20_000;

  /** Urgent tickets go before all others, however long those have waited. */
  private static final Duration STRICT = Duration.ofDays(1);

  public Scenario {
    queues = List.copyOf(queues);
    agents = List.copyOf(agents);
    traffic = List.copyOf(traffic);
    if (agents.isEmpty() || agents.size() > MAX_AGENTS || traffic.isEmpty()) {
      throw new IllegalArgumentException(
          "%d agents and %d kinds of traffic: give 1 to %d agents and at least one kind"
              .formatted(agents.size(), traffic.size(), MAX_AGENTS));
    }
  }

  /** A queue that any agent with the skill of its name can serve. */
  public static QueueDefinition queue(
      String name, String expression, Strategy strategy, Duration target) {
    Step step = new Step(ExprParser.parse(expression), null);
    return new QueueDefinition(name, name, List.of(step), strategy, target, 1, Duration.ZERO);
  }

  /** An agent who takes one ticket at a time. */
  public static AgentDefinition agent(String login, SortedMap<String, Integer> levels) {
    return new AgentDefinition(login, login, new Skills(levels), 1, new TreeMap<>());
  }

  /**
   * The settings: one ticket at a time, offers that stand, no ramp, no cooldown of note. Only
   * {@link Priority#URGENT} has a credit, and it is so long that it means strict priority.
   */
  static PoolSettings settings() {
    return new PoolSettings(
        Duration.ofHours(1),
        Integer.MAX_VALUE,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Integer.MAX_VALUE,
        Duration.ofSeconds(1),
        Duration.ofMillis(1),
        new TreeMap<>(java.util.Map.of(Priority.URGENT, STRICT)),
        new TreeMap<>(),
        new ChannelPolicy(1, 1, Ledger.PRIMARY, null));
  }

  /** What brings an empty engine to where the first customer can come. */
  public List<Input> opening() {
    List<Input> inputs = new ArrayList<>();
    inputs.add(new Input.PoolConfigured(settings()));
    SortedSet<String> skills = new TreeSet<>();
    agents.forEach(agent -> skills.addAll(agent.skills().levels().keySet()));
    skills.forEach(
        name -> inputs.add(new Input.SkillDefined(new SkillDefinition(name, name, false))));
    queues.forEach(queue -> inputs.add(new Input.QueueDefined(queue)));
    agents.forEach(agent -> inputs.add(new Input.AgentDefined(agent)));
    agents.forEach(agent -> inputs.add(new Input.PresenceSet(agent.login(), Presence.READY)));
    return inputs;
  }

  /** True if a timer of the engine can decide something: a step that expires, a wrap-up. */
  boolean timed() {
    return queues.stream()
        .anyMatch(queue ->
            queue.wrapUp().isPositive()
                || queue.steps().stream().anyMatch(step -> step.expiresAfter() != null));
  }

  /** Agents that the traffic keeps busy on average, by the number there are. */
  public double load() {
    return traffic.stream().mapToDouble(Traffic::erlangs).sum() / agents.size();
  }
}
