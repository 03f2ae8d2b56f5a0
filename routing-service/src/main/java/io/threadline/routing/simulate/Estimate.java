package io.threadline.routing.simulate;

/** A figure with its 95% confidence interval. */
public record Estimate(double mean, double low, double high) {

  /** True if the interval covers the value. */
  public boolean covers(double value) {
    return low <= value && value <= high;
  }

  /** True if the two differ by no more than chance explains: both may be off. */
  public boolean agreesWith(Estimate other) {
    return Math.abs(mean - other.mean) <= Math.hypot(halfWidth(), other.halfWidth());
  }

  double halfWidth() {
    return (high - low) / 2;
  }

  /** The interval within what the figure can be. */
  Estimate within(double least, double most) {
    return new Estimate(
        Math.clamp(mean, least, most), Math.clamp(low, least, most), Math.clamp(high, least, most));
  }
}
