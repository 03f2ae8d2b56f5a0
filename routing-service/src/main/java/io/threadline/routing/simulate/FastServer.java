package io.threadline.routing.simulate;

/**
 * One server as fast as all agents together, visited by the same customers: a control variate.
 *
 * <p>What happens there follows the luck of the draw much as the pool does (the two are nearly the
 * same when agents are busy), and its long-run figures are known exactly: it is the queue M/M/1+M,
 * a birth-death process with rates {@code lambda} up and {@code n mu + (j - 1) theta} down
 * (Garnett, Mandelbaum, Reiman 2002). How far the draw led it astray tells how far it led the pool
 * astray; Lavenberg and Welch 1981.
 */
final class FastServer {
  private static final int MAX_STATES = 10_000_000;
  private static final double NEGLIGIBLE = 1e-14;

  private final int agents;
  private double backlog;

  FastServer(int agents) {
    this.agents = agents;
  }

  /** How a customer fared. */
  record Fate(double seconds, boolean waited, boolean left) {}

  /**
   * A customer comes.
   *
   * @param gap seconds since the one before
   */
  Fate arrive(double gap, Contact contact) {
    backlog = Math.max(0, backlog - gap);
    double wait = backlog;
    double patience =
        contact.patience() == null ? Double.POSITIVE_INFINITY : Batch.seconds(contact.patience());
    boolean leaves = patience < wait;
    if (!leaves) {
      backlog += Batch.seconds(contact.handling()) / agents;
    }
    return new Fate(Math.min(wait, patience), wait > 0, leaves);
  }

  /**
   * The long-run figures.
   *
   * @param seconds mean time in the queue over all customers
   * @param waited share of customers who find the server busy
   * @param left share who lose patience
   */
  record Exact(double seconds, double waited, double left) {

    /**
     * @param arrivalRate customers a second
     * @param serviceRate customers a second, of all agents together
     * @param leavingRate 1 / mean patience in seconds, 0 for endless patience
     */
    static Exact of(double arrivalRate, double serviceRate, double leavingRate) {
      double weight = 1;
      double total = 1;
      double queued = 0;
      for (int j = 1; j < MAX_STATES; j++) {
        double ratio = arrivalRate / (serviceRate + (j - 1) * leavingRate);
        weight *= ratio;
        total += weight;
        queued += (j - 1) * weight;
        if (ratio < 1 && weight * j < NEGLIGIBLE * total * (1 - ratio)) {
          break;
        }
      }
      return new Exact(
          queued / total / arrivalRate, 1 - 1 / total, queued / total * leavingRate / arrivalRate);
    }
  }
}
