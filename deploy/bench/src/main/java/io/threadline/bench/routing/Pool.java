package io.threadline.bench.routing;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Snapshot;
import io.threadline.routing.core.Stamp;
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
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pool to measure: 128 topics in two languages make 256 requirement classes, agents have one of
 * 512 profiles of at most 16 classes. Time passes by 100 microseconds with every input. Changes are
 * drained every 256 inputs, as the group commit does.
 */
final class Pool {
  static final int TOPICS = 128;
  static final int PROFILES = 512;
  static final int CLASSES = TOPICS * 2;
  private static final int TOPICS_PER_AGENT = 8;
  private static final int BATCH = 256;
  private static final long STEP_NANOS = 100_000;
  private static final Duration LONG = Duration.ofDays(3_650);

  private RoutingEngine engine = new RoutingEngine("bench");
  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private long seq;
  private long tickets;
  private long decisions;

  Pool(Strategy strategy, @Nullable Duration firstStep) {
    ChannelPolicy chat = new ChannelPolicy(1, 50, Ledger.PRIMARY, null);
    apply(
        new Input.PoolConfigured(
            new PoolSettings(
                LONG,
                3,
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                Integer.MAX_VALUE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                new TreeMap<>(),
                new TreeMap<>(),
                chat)));
    for (int topic = 0; topic < TOPICS; topic++) {
      String name = topic(topic);
      apply(new Input.SkillDefined(new SkillDefinition(name, name, false)));
      apply(new Input.QueueDefined(queue(name, strategy, firstStep)));
    }
  }

  private static QueueDefinition queue(
      String topic, Strategy strategy, @Nullable Duration firstStep) {
    Step last = new Step(ExprParser.parse("language and " + topic + " >= 3"), null);
    List<Step> steps =
        firstStep == null
            ? List.of(last)
            : List.of(
                new Step(ExprParser.parse("language and " + topic + " >= 5"), firstStep), last);
    return new QueueDefinition(
        topic, topic, steps, strategy, Duration.ofSeconds(60), 1, Duration.ZERO);
  }

  static String topic(int number) {
    return "topic" + number;
  }

  static String login(int number) {
    return "agent" + number;
  }

  /** Adds agents of the profiles, and has them ready. */
  void agents(int count, int capacity) {
    for (int i = 0; i < count; i++) {
      define(i, skills(i % PROFILES, 5 + i % 3), capacity);
      ready(i);
    }
  }

  void define(int number, SortedMap<String, Integer> levels, int capacity) {
    apply(
        new Input.AgentDefined(
            new AgentDefinition(
                login(number), login(number), new Skills(levels), capacity, new TreeMap<>())));
  }

  void ready(int number) {
    apply(new Input.PresenceSet(login(number), Presence.READY));
  }

  static SortedMap<String, Integer> skills(int profile, int level) {
    SortedMap<String, Integer> levels = new TreeMap<>();
    if (profile % 3 != 1) {
      levels.put(Skills.language("en"), 10);
    }
    if (profile % 3 != 0) {
      levels.put(Skills.language("es"), 10);
    }
    for (int k = 0; k < TOPICS_PER_AGENT; k++) {
      levels.put(topic((profile * 7 + k * 13) % TOPICS), level);
    }
    return levels;
  }

  /** A ticket of a class comes; answers its id. */
  UUID arrive(int requirementClass) {
    arriving(requirementClass);
    return ticket(tickets - 1);
  }

  private static UUID ticket(long number) {
    return new UUID(0x0190_0000_0000_7000L | (number << 16), number);
  }

  /** A ticket of a class comes; answers what that caused. */
  Outcome arriving(int requirementClass) {
    UUID id = ticket(tickets++);
    return apply(
        new Input.Enqueue(
            id,
            id,
            "web-chat",
            topic(requirementClass % TOPICS),
            requirementClass < TOPICS ? "en" : "es",
            Priority.NORMAL,
            null,
            false,
            now));
  }

  Outcome apply(Input input) {
    now = now.plusNanos(STEP_NANOS);
    Outcome outcome = engine.apply(new Stamp(++seq, 1, now), input);
    decisions += outcome.decisions().size();
    if (seq % BATCH == 0) {
      engine.drainChanges();
    }
    return outcome;
  }

  /** The stamp of an input that follows at once. */
  static Stamp after(RoutingEngine engine) {
    return new Stamp(engine.seq() + 1, 1, engine.at());
  }

  long decisions() {
    return decisions;
  }

  Snapshot snapshot() {
    return engine.snapshot();
  }

  RoutingEngine engine() {
    return engine;
  }
}
