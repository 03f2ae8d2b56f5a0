package io.threadline.routing.simulate;

import io.threadline.contracts.Priority;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.state.QueueDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One draw of the experiment that compares ways to choose: 150 agents of about 70 profiles, six
 * topics in two languages for VIPs (20 s) and others (120 s), who all wait 600 s on average. Each
 * kind of traffic is as large as the roster can bear, give or take a third.
 *
 * <p>The same draw gives the same agents and customers whatever policy is played.
 */
public final class Contest {
  private static final int AGENTS = 150;
  private static final int PROFILES = 70;
  private static final int TOPICS = 6;
  private static final int LANGUAGES = 2;
  private static final int KINDS = TOPICS * LANGUAGES * 2;
  private static final double HANDLE_SECONDS = 300;
  private static final double PATIENCE_SECONDS = 600;
  private static final double VIP_SHARE = .2;
  private static final Duration VIP_TARGET = Duration.ofSeconds(20);
  private static final Duration TARGET = Duration.ofSeconds(120);
  private static final String VIP = "vip";

  private final double load;
  private final List<SortedMap<String, Integer>> roster = new ArrayList<>();
  private final double[] shares = new double[KINDS];

  /**
   * @param load erlangs by agents
   */
  public Contest(double load, long seed) {
    this.load = load;
    SplittableRandom random = new SplittableRandom(seed);
    List<SortedMap<String, Integer>> profiles = new ArrayList<>();
    for (int i = 0; i < PROFILES; i++) {
      profiles.add(profile(random));
    }
    // Somebody can do each kind of work.
    for (int kind = 1; kind < KINDS; kind += 2) {
      profiles.get(kind).putIfAbsent(topic(kind / 2 % TOPICS), 5);
      profiles.get(kind).putIfAbsent(language(kind / 2 / TOPICS), 5);
      profiles.get(kind).putIfAbsent(VIP, 5);
    }
    for (int i = 0; i < AGENTS; i++) {
      roster.add(profiles.get(i < PROFILES ? i : random.nextInt(PROFILES)));
    }
    roster.forEach(this::spread);
    for (int kind = 0; kind < KINDS; kind++) {
      shares[kind] *= 2 / 3.0 + random.nextDouble() * 2 / 3;
    }
  }

  /** One to four topics, mostly one language, every second agent for VIPs too. */
  private static SortedMap<String, Integer> profile(SplittableRandom random) {
    SortedMap<String, Integer> levels = new TreeMap<>();
    int topics = 1 + (int) (random.nextDouble() * random.nextDouble() * 5);
    while (levels.size() < Math.min(topics, 4)) {
      levels.put(topic(random.nextInt(TOPICS)), 1 + random.nextInt(10));
    }
    int language = random.nextInt(LANGUAGES);
    levels.put(language(language), 1 + random.nextInt(10));
    if (random.nextInt(4) == 0) {
      levels.put(language(1 - language), 1 + random.nextInt(10));
    }
    if (random.nextBoolean()) {
      levels.put(VIP, 1 + random.nextInt(10));
    }
    return levels;
  }

  /** An agent's time is spread over what the agent can do. */
  private void spread(SortedMap<String, Integer> levels) {
    double total = 0;
    for (int kind = 0; kind < KINDS; kind++) {
      total += can(levels, kind) ? appetite(kind) : 0;
    }
    for (int kind = 0; kind < KINDS; kind++) {
      shares[kind] += can(levels, kind) ? appetite(kind) / total : 0;
    }
  }

  private static double appetite(int kind) {
    return isVip(kind) ? VIP_SHARE : 1 - VIP_SHARE;
  }

  private static boolean can(SortedMap<String, Integer> levels, int kind) {
    return levels.containsKey(topic(kind / 2 % TOPICS))
        && levels.containsKey(language(kind / 2 / TOPICS))
        && (!isVip(kind) || levels.containsKey(VIP));
  }

  /** True for the kinds of traffic with the shorter target. */
  public static boolean isVip(int kind) {
    return kind % 2 == 1;
  }

  private static String topic(int number) {
    return "topic" + number;
  }

  private static String language(int number) {
    return "tongue" + number;
  }

  /** The pool under a policy. */
  public Scenario scenario(Policy policy) {
    List<AgentDefinition> agents = new ArrayList<>();
    for (int i = 0; i < AGENTS; i++) {
      agents.add(Scenario.agent("a%03d".formatted(i), roster.get(i)));
    }
    double total = 0;
    for (double share : shares) {
      total += share;
    }
    List<QueueDefinition> queues = new ArrayList<>();
    List<Traffic> traffic = new ArrayList<>();
    for (int kind = 0; kind < KINDS; kind++) {
      Duration target = isVip(kind) ? VIP_TARGET : TARGET;
      String name = "kind" + (char) ('a' + kind);
      queues.add(
          Scenario.queue(name, expression(kind), policy.agents(), policy.tickets().target(target)));
      traffic.add(
          new Traffic(
              name,
              isVip(kind) ? policy.tickets().vipPriority() : Priority.NORMAL,
              load * AGENTS * shares[kind] / total / HANDLE_SECONDS * 3600,
              new Distribution.Exponential(HANDLE_SECONDS),
              new Distribution.Exponential(PATIENCE_SECONDS),
              target));
    }
    return new Scenario(queues, agents, traffic, Scenario.UNLIMITED);
  }

  private static String expression(int kind) {
    String both = topic(kind / 2 % TOPICS) + " >= 1 and " + language(kind / 2 / TOPICS) + " >= 1";
    return isVip(kind) ? both + " and " + VIP + " >= 1" : both;
  }

  /**
   * Who is first.
   *
   * @param agents which agent a ticket goes to
   * @param tickets which ticket an agent takes
   */
  public record Policy(Strategy agents, Rule tickets) {}

  /** Which ticket an agent takes. */
  public enum Rule {
    /** Whoever waits longest. */
    FIRST_COME,
    /** VIPs before all others. */
    STRICT_PRIORITY,
    /** By wait in parts of the target. */
    INDEX;

    private static final Duration EQUAL = Duration.ofSeconds(60);

    Duration target(Duration own) {
      return this == INDEX ? own : EQUAL;
    }

    Priority vipPriority() {
      return this == STRICT_PRIORITY ? Priority.URGENT : Priority.NORMAL;
    }
  }
}
