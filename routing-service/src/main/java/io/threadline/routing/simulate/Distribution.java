package io.threadline.routing.simulate;

import java.util.SplittableRandom;

/** How long something takes: seconds, drawn by chance. */
public sealed interface Distribution {

  /** The expected value in seconds. */
  double mean();

  /** One value in seconds, never negative. */
  double draw(SplittableRandom random);

  /** Without memory: the handle times and the patience of the Erlang formulas. */
  record Exponential(double mean) implements Distribution {
    public Exponential {
      requirePositive(mean);
    }

    @Override
    public double draw(SplittableRandom random) {
      // 1 - u is never 0, so the logarithm is finite.
      return -mean * Math.log(1 - random.nextDouble());
    }
  }

  /** Always the same. */
  record Fixed(double mean) implements Distribution {
    public Fixed {
      requirePositive(mean);
    }

    @Override
    public double draw(SplittableRandom random) {
      return mean;
    }
  }

  /**
   * Log-normal, which measured handle times resemble most (Brown et al. 2005, "Statistical analysis
   * of a telephone call center").
   *
   * @param variation standard deviation by mean
   */
  record LogNormal(double mean, double variation) implements Distribution {
    public LogNormal {
      requirePositive(mean);
      requirePositive(variation);
    }

    @Override
    public double draw(SplittableRandom random) {
      double variance = Math.log(1 + variation * variation);
      return mean * Math.exp(Math.sqrt(variance) * random.nextGaussian() - variance / 2);
    }
  }

  private static void requirePositive(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(value + " must be a positive number");
    }
  }
}
