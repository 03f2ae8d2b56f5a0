package io.threadline.routing.simulate;

/**
 * The exact figures of M/M/n+M, from the density of the wait offered to a customer of endless
 * patience (Zeltyn and Mandelbaum 2005, "Call centers with impatient customers"); M/M/n is the case
 * without impatience.
 */
record ErlangFormulas(double pWait, double asaSeconds, double serviceLevel20, double pAbandon) {
  private static final int INTERVALS = 200_000;
  private static final double TARGET = 20;

  static ErlangFormulas of(ErlangCase given) {
    double lambda = given.arrivalsPerHour() / 3600;
    double mu = 1 / given.handleSeconds();
    double theta = 1 / given.patienceSeconds();
    double idle = 0;
    double term = 1;
    for (int busy = given.agents() - 1; busy >= 0; busy--) {
      idle += term;
      term *= busy * mu / lambda;
    }
    double end = end(lambda, given.agents() * mu, theta);
    Integral all = integrate(lambda, given.agents() * mu, theta, end);
    Integral soon = integrate(lambda, given.agents() * mu, theta, TARGET);
    double scale = lambda / (idle + lambda * all.weight());
    double pWait = scale * all.weight();
    double served = 1 - pWait + scale * all.served();
    return new ErlangFormulas(
        pWait, scale * all.waiting() / served, 1 - pWait + scale * soon.served(), 1 - served);
  }

  private record Integral(double weight, double served, double waiting) {}

  private static double exponent(double lambda, double capacity, double theta, double t) {
    double pressure = theta == 0 ? t : -Math.expm1(-theta * t) / theta;
    return lambda * pressure - capacity * t;
  }

  /** Where the density has become negligible. */
  private static double end(double lambda, double capacity, double theta) {
    double t = TARGET;
    while (exponent(lambda, capacity, theta, t) > -40) {
      t *= 1.5;
    }
    return t;
  }

  /** Simpson's rule. */
  private static Integral integrate(double lambda, double capacity, double theta, double end) {
    double step = end / INTERVALS;
    double weight = 0;
    double served = 0;
    double wait = 0;
    for (int i = 0; i <= INTERVALS; i++) {
      double t = i * step;
      double share = (i == 0 || i == INTERVALS ? 1 : i % 2 == 1 ? 4 : 2) * step / 3;
      double density = share * Math.exp(exponent(lambda, capacity, theta, t));
      double stays = Math.exp(-theta * t);
      weight += density;
      served += density * stays;
      wait += density * stays * t;
    }
    return new Integral(weight, served, wait);
  }
}
