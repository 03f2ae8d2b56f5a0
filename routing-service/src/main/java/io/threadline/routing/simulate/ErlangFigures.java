package io.threadline.routing.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a simulated {@link ErlangCase} gave.
 *
 * @param pWait share of customers who find all agents busy
 * @param asaSeconds mean wait of those served
 * @param serviceLevel20 share of all customers who are served within 20 s
 * @param pAbandon share of all customers who leave unserved
 */
public record ErlangFigures(
    Estimate pWait, Estimate asaSeconds, Estimate serviceLevel20, Estimate pAbandon) {

  static ErlangFigures of(ErlangCase given, List<Batch> batches) {
    List<double[]> controls = controls(given, batches);
    Estimate pWait = share(batches, Batch::waited, controls);
    Estimate served = share(batches, Batch::withinTarget, controls);
    Estimate abandoned =
        Double.isInfinite(given.patienceSeconds())
            ? new Estimate(0, 0, 0)
            : share(batches, Batch::abandoned, controls);
    Estimate asa = ratio(batches, controls).within(0, Double.MAX_VALUE);
    if (asa.high() == 0) {
      // Nobody waited: at most the share that may wait does, and not for a whole handle time.
      asa = new Estimate(0, 0, pWait.high() * given.handleSeconds());
    }
    return new ErlangFigures(pWait, asa, served, abandoned);
  }

  /** What the customers brought, and how they fared at the fast server, beside what is expected. */
  private static List<double[]> controls(ErlangCase given, List<Batch> batches) {
    double rate = given.arrivalsPerHour() / 3600;
    FastServer.Exact fast =
        FastServer.Exact.of(
            rate, given.agents() / given.handleSeconds(), 1 / given.patienceSeconds());
    List<double[]> controls = new ArrayList<>();
    controls.add(deviations(batches, Batch::meanFastSeconds, fast.seconds()));
    controls.add(deviations(batches, Batch::fastWaitedShare, fast.waited()));
    controls.add(deviations(batches, Batch::meanGap, 1 / rate));
    controls.add(deviations(batches, Batch::meanHandling, given.handleSeconds()));
    if (fast.left() > 0) {
      controls.add(deviations(batches, Batch::fastLeftShare, fast.left()));
    }
    return controls;
  }

  private static double[] deviations(
      List<Batch> batches, ToDoubleFunction<Batch> control, double expected) {
    return batches.stream()
        .mapToDouble(batch -> control.applyAsDouble(batch) / expected - 1)
        .toArray();
  }

  private static Estimate share(
      List<Batch> batches, ToDoubleFunction<Batch> counted, List<double[]> controls) {
    double[] shares =
        batches.stream()
            .mapToDouble(batch -> counted.applyAsDouble(batch) / batch.arrived())
            .toArray();
    long customers = batches.stream().mapToLong(Batch::arrived).sum();
    return Intervals.ofShare(ControlledMean.of(shares, controls), customers);
  }

  /** Wait by served customer: a ratio, so each batch counts by how it shifts the ratio of all. */
  private static Estimate ratio(List<Batch> batches, List<double[]> controls) {
    double served = batches.stream().mapToDouble(Batch::served).sum();
    double ratio = batches.stream().mapToDouble(Batch::waitSeconds).sum() / Math.max(1, served);
    double mean = Math.max(1, served) / batches.size();
    double[] shifted =
        batches.stream()
            .mapToDouble(batch -> ratio + (batch.waitSeconds() - ratio * batch.served()) / mean)
            .toArray();
    return Intervals.ofMean(ControlledMean.of(shifted, controls));
  }
}
