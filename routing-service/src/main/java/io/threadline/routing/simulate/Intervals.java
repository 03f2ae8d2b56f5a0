package io.threadline.routing.simulate;

/** 95% confidence intervals from means with their standard errors. */
final class Intervals {
  /** Below it the transformation is a straight line to all digits that matter. */
  private static final double STRAIGHT = 1e-6;

  private Intervals() {}

  /**
   * Student's interval, lopsided as the values are: waits have a long tail, and a symmetric
   * interval would too often be too low (Hall 1992, "On the removal of skewness by
   * transformation").
   */
  static Estimate ofMean(ControlledMean mean) {
    double t = StudentT.quantile975(mean.freedom());
    return new Estimate(
        mean.mean(),
        mean.mean() - mean.error() * unskewed(t, mean.skewness()),
        mean.mean() - mean.error() * unskewed(-t, mean.skewness()));
  }

  private static double unskewed(double t, double skewness) {
    return Math.abs(skewness) < STRAIGHT
        ? t
        : 3 / skewness * (Math.cbrt(1 + skewness * (t - skewness / 6)) - 1);
  }

  /**
   * The interval of a share. When nothing or everything counted, the batches do not vary, and
   * Wilson's interval (1927) tells how much of what did not happen there may be.
   */
  static Estimate ofShare(ControlledMean mean, long customers) {
    if (mean.error() > 0) {
      return ofMean(mean).within(0, 1);
    }
    double t = StudentT.quantile975(mean.freedom());
    double shrink = t * t / customers;
    double share = Math.clamp(mean.mean(), 0, 1);
    double centre = (share + shrink / 2) / (1 + shrink);
    double half =
        t * Math.sqrt(share * (1 - share) / customers + shrink / (4 * customers)) / (1 + shrink);
    return new Estimate(share, centre - half, centre + half).within(0, 1);
  }
}
