package io.threadline.routing.simulate;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a simulated pool with skills gave, from the spread of its replications.
 *
 * @param blocking share of customers who find no place to wait
 * @param waitSeconds mean wait of those served
 * @param soon share of those served who waited no longer than the target
 */
public record SkillFigures(Estimate blocking, Estimate waitSeconds, Estimate soon) {

  /** At least {@link StudentT#MIN_FREEDOM} + 1 replications. */
  public static SkillFigures of(List<Simulator.Result> replications) {
    return new SkillFigures(
        estimate(replications, all -> all.blocked() / (double) all.arrived()),
        estimate(replications, all -> all.waitSeconds() / all.served()),
        estimate(replications, all -> all.withinTarget() / (double) all.served()));
  }

  private static Estimate estimate(
      List<Simulator.Result> replications, ToDoubleFunction<Batch> figure) {
    double[] values =
        replications.stream().mapToDouble(each -> figure.applyAsDouble(each.total())).toArray();
    return Intervals.ofMean(ControlledMean.of(values, List.of()));
  }
}
