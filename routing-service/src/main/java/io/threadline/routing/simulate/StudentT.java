package io.threadline.routing.simulate;

/** Quantiles of Student's t distribution. */
public final class StudentT {
  /** The expansion below is good to three digits from here on. */
  public static final int MIN_FREEDOM = 5;

  private static final double Z = 1.959963984540054;

  private StudentT() {}

  /**
   * The 97.5% quantile: half the width of a 95% interval in standard errors. Cornish-Fisher
   * expansion in 1 / degrees of freedom (Abramowitz and Stegun 26.7.5).
   */
  public static double quantile975(int freedom) {
    if (freedom < MIN_FREEDOM) {
      throw new IllegalArgumentException(
          "%d degrees of freedom, at least %d are needed".formatted(freedom, MIN_FREEDOM));
    }
    double square = Z * Z;
    double first = Z * (square + 1) / 4;
    double second = Z * ((5 * square + 16) * square + 3) / 96;
    double third = Z * (((3 * square + 19) * square + 17) * square - 15) / 384;
    double fourth =
        Z * ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92_160;
    return Z + (first + (second + (third + fourth / freedom) / freedom) / freedom) / freedom;
  }
}
