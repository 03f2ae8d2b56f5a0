package io.threadline.routing.simulate.replay;

import java.util.SortedMap;

/**
 * How a period went.
 *
 * @param all over all queues
 * @param occupancy mean over the agents of the share of their time at work with a ticket in hand
 * @param occupancySpread its standard deviation: how unevenly the work was spread
 * @param fairness Jain's index of the occupancies: 1 if all are equal, 1 / agents if one has all
 * @param agents occupancy by agent
 */
public record PeriodFigures(
    QueueFigures all,
    SortedMap<String, QueueFigures> queues,
    double occupancy,
    double occupancySpread,
    double fairness,
    SortedMap<String, Double> agents) {

  /**
   * Of the requests that came in the period.
   *
   * @param served taken by an agent within the period
   * @param left customers who left before
   * @param meanWaitSeconds of those served
   * @param p95WaitSeconds of those served
   * @param serviceLevel share of all that were served within the queue's recorded target
   */
  public record QueueFigures(
      int arrived,
      int served,
      int left,
      double meanWaitSeconds,
      double p95WaitSeconds,
      double serviceLevel) {

    /** This less the other. */
    QueueFigures minus(QueueFigures other) {
      return new QueueFigures(
          arrived - other.arrived,
          served - other.served,
          left - other.left,
          meanWaitSeconds - other.meanWaitSeconds,
          p95WaitSeconds - other.p95WaitSeconds,
          serviceLevel - other.serviceLevel);
    }
  }
}
