package io.threadline.routing.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Policies played on the same draws, each beside the first of them, draw by draw. */
public final class ContestTable {
  private final Map<Contest.Policy, List<ContestScore>> scores = new LinkedHashMap<>();
  private final Contest.Policy reference;

  /**
   * Plays all policies.
   *
   * @param policies the first is the reference
   * @param rosters draws of agents; at least {@link StudentT#MIN_FREEDOM} + 1 draws in all
   * @param runs draws of customers for each roster
   */
  public ContestTable(
      List<Contest.Policy> policies, double load, int rosters, int runs, Plan plan, long seed) {
    reference = policies.getFirst();
    for (Contest.Policy policy : policies) {
      scores.put(
          policy,
          IntStream.range(0, rosters * runs)
              .parallel()
              .mapToObj(draw ->
                  ContestScore.play(
                      new Contest(load, seed + draw / runs), policy, plan, seed * 1_000 + draw))
              .toList());
    }
  }

  /** The policies in the order they were given. */
  public List<Contest.Policy> policies() {
    return List.copyOf(scores.keySet());
  }

  /** A figure's mean over the draws. */
  public double mean(Contest.Policy policy, ToDoubleFunction<ContestScore> figure) {
    return of(policy).stream().mapToDouble(figure).average().orElseThrow();
  }

  /** How much more than the reference, from the differences within the draws. */
  public Estimate gain(Contest.Policy policy, ToDoubleFunction<ContestScore> figure) {
    List<ContestScore> own = of(policy);
    List<ContestScore> others = of(reference);
    List<double[]> none = new ArrayList<>();
    double[] differences =
        IntStream.range(0, own.size())
            .mapToDouble(
                i -> figure.applyAsDouble(own.get(i)) - figure.applyAsDouble(others.get(i)))
            .toArray();
    return Intervals.ofMean(ControlledMean.of(differences, none));
  }

  private List<ContestScore> of(Contest.Policy policy) {
    List<ContestScore> own = scores.get(policy);
    if (own == null) {
      throw new IllegalArgumentException(policy + " was not played");
    }
    return own;
  }
}
