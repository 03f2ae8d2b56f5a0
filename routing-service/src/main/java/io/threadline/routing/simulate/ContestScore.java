package io.threadline.routing.simulate;

import java.util.Collection;

/**
 * How a policy did in one run; all but the last are shares from 0 to 1.
 *
 * @param serviceLevel customers served within their target
 * @param vipServiceLevel the same with each VIP counted four times
 * @param worstServiceLevel of the kind of traffic that fared worst
 * @param abandoned customers who left unserved
 * @param occupancySpread standard deviation of the agents' occupancy: how unfair it is to them
 */
public record ContestScore(
    double serviceLevel,
    double vipServiceLevel,
    double worstServiceLevel,
    double abandoned,
    double occupancySpread) {
  private static final int VIP_COUNTS = 4;

  /** Plays a policy; the same seed brings the same customers to every policy. */
  public static ContestScore play(Contest contest, Contest.Policy policy, Plan plan, long seed) {
    return of(Simulator.replicate(contest.scenario(policy), plan, seed, null));
  }

  static ContestScore of(Simulator.Result result) {
    Batch all = result.total();
    double worst = 1;
    double weighted = 0;
    double weights = 0;
    for (int kind = 0; kind < all.kinds(); kind++) {
      int weight = Contest.isVip(kind) ? VIP_COUNTS : 1;
      weighted += weight * all.withinTarget(kind);
      weights += weight * all.arrived(kind);
      if (all.arrived(kind) > 0) {
        worst = Math.min(worst, all.withinTarget(kind) / (double) all.arrived(kind));
      }
    }
    return new ContestScore(
        all.withinTarget() / (double) all.arrived(),
        weighted / weights,
        worst,
        all.abandoned() / (double) all.arrived(),
        spread(result.occupancy().values()));
  }

  private static double spread(Collection<Double> values) {
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double squares = values.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
    return Math.sqrt(squares / Math.max(1, values.size() - 1));
  }
}
