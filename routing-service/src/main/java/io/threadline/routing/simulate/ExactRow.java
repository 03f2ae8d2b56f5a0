package io.threadline.routing.simulate;

import java.util.List;

/**
 * A case with its exact figures from the formulas of Erlang (M/M/n) and Palm (M/M/n+M).
 *
 * @param pWait share of customers who find all agents busy
 * @param asaSeconds mean wait of those served
 * @param serviceLevel20 share of all customers who are served within 20 s
 * @param pAbandon share of all customers who leave unserved
 */
public record ExactRow(
    ErlangCase given, double pWait, double asaSeconds, double serviceLevel20, double pAbandon) {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  /** What the simulator has to agree with. */
  public static final List<ExactRow> TABLE =
      List.of(
          row(200, 180, 11, NEVER, .682118, 122.7813, .389614, 0),
          row(200, 180, 13, NEVER, .285270, 17.1162, .795595, 0),
          row(200, 180, 14, NEVER, .174132, 7.8359, .888350, 0),
          row(720, 240, 55, NEVER, .238701, 8.1840, .866796, 0),
          row(1200, 240, 84, NEVER, .557086, 33.4252, .600830, 0),
          row(2880, 60, 50, NEVER, .694456, 20.8337, .643455, 0),
          row(2880, 60, 50, 120, .467774, 3.6159, .943019, .030912),
          row(200, 180, 10, 120, .496853, 14.5542, .639941, .137464),
          row(720, 240, 44, 60, .523676, 7.0168, .754705, .127744),
          row(1200, 240, 80, 120, .431890, 5.9530, .841487, .052178));

  private static ExactRow row(
      double arrivalsPerHour,
      double handleSeconds,
      int agents,
      double patienceSeconds,
      double pWait,
      double asaSeconds,
      double serviceLevel20,
      double pAbandon) {
    return new ExactRow(
        new ErlangCase(arrivalsPerHour, handleSeconds, agents, patienceSeconds),
        pWait,
        asaSeconds,
        serviceLevel20,
        pAbandon);
  }
}
