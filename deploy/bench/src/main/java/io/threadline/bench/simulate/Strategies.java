package io.threadline.bench.simulate;

import io.threadline.bench.Figure;
import io.threadline.bench.Report;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.simulate.Contest.Policy;
import io.threadline.routing.simulate.Contest.Rule;
import io.threadline.routing.simulate.ContestScore;
import io.threadline.routing.simulate.ContestTable;
import io.threadline.routing.simulate.Estimate;
import io.threadline.routing.simulate.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * {@code ./threadline bench strategies}: every strategy of the core with every rule for tickets, on
 * the same rosters and customers, beside longest idle and first come.
 */
public final class Strategies {
  private static final List<Double> LOADS = List.of(.88, .98);
  private static final Plan PLAN = new Plan(1, 2_000, 1, 15_000);
  private static final Plan QUICK = new Plan(1, 500, 1, 3_000);
  private static final int ROSTERS = 15;
  private static final int RUNS = 2;
  private static final int QUICK_ROSTERS = 3;
  private static final long SEED = 1;
  private static final String ROW = "%-32s %8s %8s %8s %8s %8s   %s";

  private Strategies() {}

  /** Plays everything at both loads. */
  public static void run(Report report, boolean quick) {
    for (double load : LOADS) {
      ContestTable table =
          new ContestTable(
              policies(), load, quick ? QUICK_ROSTERS : ROSTERS, RUNS, quick ? QUICK : PLAN, SEED);
      report.line("");
      report.line(
          ROW.formatted(
              "load " + load,
              "SL %",
              "VIP x4 %",
              "worst %",
              "left %",
              "occ. sd",
              "SL gain, points"));
      table.policies().forEach(policy -> line(report, load, table, policy));
    }
  }

  /** The reference first, then whatever the core offers. */
  private static List<Policy> policies() {
    List<Policy> policies = new ArrayList<>();
    policies.add(new Policy(Strategy.LONGEST_IDLE, Rule.FIRST_COME));
    for (Strategy strategy : Strategy.values()) {
      for (Rule rule : Rule.values()) {
        Policy policy = new Policy(strategy, rule);
        boolean same = rule == Rule.STRICT_PRIORITY && strategy != Strategy.LONGEST_IDLE;
        if (!same && !policies.contains(policy)) {
          policies.add(policy);
        }
      }
    }
    return policies;
  }

  private static void line(Report report, double load, ContestTable table, Policy policy) {
    Estimate gain = table.gain(policy, ContestScore::serviceLevel);
    String name = words(policy.agents()) + " / " + words(policy.tickets());
    report.line(
        ROW.formatted(
            name,
            percent(table, policy, ContestScore::serviceLevel),
            percent(table, policy, ContestScore::vipServiceLevel),
            percent(table, policy, ContestScore::worstServiceLevel),
            percent(table, policy, ContestScore::abandoned),
            "%.3f".formatted(table.mean(policy, ContestScore::occupancySpread)),
            "%+.2f [%+.2f, %+.2f]"
                .formatted(100 * gain.mean(), 100 * gain.low(), 100 * gain.high())));
    String key = "strategies.%.2f.%s".formatted(load, name.replaceAll("[^a-z]+", "_"));
    double reference = table.mean(table.policies().getFirst(), ContestScore::serviceLevel);
    report.object(
        Figure.of(key, 100 * table.mean(policy, ContestScore::serviceLevel), "%")
            .against(100 * reference)
            .json());
  }

  private static String percent(
      ContestTable table, Policy policy, ToDoubleFunction<ContestScore> figure) {
    return "%.2f".formatted(100 * table.mean(policy, figure));
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
