package io.threadline.routing.simulate;

import io.threadline.contracts.Priority;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.state.QueueDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The experiment of Wallace and Whitt 2005, "A staffing algorithm for call centers with skill-based
 * routing": six kinds of calls of 14 erlangs each, 90 agents with 15 of each primary skill, 30
 * waiting places, mean service of ten minutes. Two skills per agent do nearly as well as six.
 */
public enum WallaceWhitt {
  ONE("1 skill", .0377, .0014, 145.5, 2.3, .500, .004),
  CHAIN("2 skills, chain", .0048, .0005, 42.3, 1.6, .689, .009),
  PAIRS("2 skills, pairs", .0042, .0006, 34.8, 1.5, .722, .010),
  THREE("3 skills", .0037, .0005, 28.3, 1.4, .768, .009),
  SIX("6 skills", .0035, .0006, 26.3, 1.3, .787, .009),
  /** Any agent takes whoever waits longest: M/M/90/30, known exactly. */
  EQUAL("6 equal skills, longest wait", .003643, 0, 27.0014, 0, .732922, 0);

  private static final int KINDS = 6;
  private static final int AGENTS_PER_KIND = 15;
  private static final int WAITING_PLACES = 30;
  private static final double HANDLE_SECONDS = 600;
  private static final double ERLANGS_PER_KIND = 14;
  private static final int PRIMARY = 10;
  private static final int SECONDARY = 5;
  private static final Duration TARGET = Duration.ofSeconds(30);

  private static final Plan PLAN = new Plan(8, 5_000, 1, 75_600);
  private static final Plan QUICK = new Plan(8, 500, 1, 3_000);

  private final String title;
  private final Estimate blocking;
  private final Estimate waitSeconds;
  private final Estimate soon;

  WallaceWhitt(
      String title,
      double blocking,
      double blockingError,
      double waitSeconds,
      double waitError,
      double soon,
      double soonError) {
    this.title = title;
    this.blocking = known(blocking, blockingError);
    this.waitSeconds = known(waitSeconds, waitError);
    this.soon = known(soon, soonError);
  }

  private static Estimate known(double mean, double halfWidth) {
    return new Estimate(mean, mean - halfWidth, mean + halfWidth);
  }

  /**
   * What is known: of {@link #EQUAL} exactly, of the others by another simulator, 20 runs of
   * 540,000 s. The primary comes first both ways there: calls go to the agents whose primary skill
   * they ask for, and free agents take calls of their primary skill, before all others.
   */
  public SkillFigures known() {
    return new SkillFigures(blocking, waitSeconds, soon);
  }

  /** Runs it; {@code quick} for a figure that is only roughly right. */
  public SkillFigures run(long seed, boolean quick) {
    return SkillFigures.of(Simulator.run(scenario(), quick ? QUICK : PLAN, seed));
  }

  /** The skills per agent, as the table names them. */
  public String title() {
    return title;
  }

  /** The pool with its customers. */
  public Scenario scenario() {
    List<QueueDefinition> queues = new ArrayList<>();
    List<AgentDefinition> agents = new ArrayList<>();
    List<Traffic> traffic = new ArrayList<>();
    for (int kind = 0; kind < KINDS; kind++) {
      String queue = name(kind);
      queues.add(Scenario.queue(queue, queue + " >= 1", strategy(), TARGET));
      traffic.add(
          new Traffic(
              queue,
              Priority.NORMAL,
              ERLANGS_PER_KIND / HANDLE_SECONDS * 3600,
              new Distribution.Exponential(HANDLE_SECONDS),
              null,
              TARGET));
      for (int i = 0; i < AGENTS_PER_KIND; i++) {
        agents.add(Scenario.agent("a%d%02d".formatted(kind, i), levels(kind, i)));
      }
    }
    return new Scenario(queues, agents, traffic, WAITING_PLACES);
  }

  private Strategy strategy() {
    return this == EQUAL ? Strategy.MOST_SKILLED : Strategy.PRIMARY_FIRST;
  }

  private SortedMap<String, Integer> levels(int primary, int number) {
    SortedMap<String, Integer> levels = new TreeMap<>();
    int level = SECONDARY;
    for (int step : secondaries(number)) {
      levels.put(name((primary + step) % KINDS), level--);
    }
    levels.put(name(primary), PRIMARY);
    return levels;
  }

  /** The other skills of the agent of that number, as steps from the primary, the best first. */
  private List<Integer> secondaries(int number) {
    int others = KINDS - 1;
    int first = number % others;
    return switch (this) {
      case ONE -> List.of();
      case CHAIN -> List.of(1);
      case PAIRS -> List.of(1 + first);
      // All ten pairs of the five others, and the five adjacent ones twice.
      case THREE -> List.of(1 + first, 1 + (first + 1 + number / others % 2) % others);
      case SIX, EQUAL -> List.of(1, 2, 3, 4, 5);
    };
  }

  private static String name(int kind) {
    return "kind" + (char) ('A' + kind);
  }
}
