package io.threadline.kpi.core.measure;

import java.time.Duration;

/**
 * The choices that definitions leave open.
 *
 * @param serviceLevelTarget T: a customer answered within this is answered in time
 * @param serviceLevelFormula which of ICMI's four formulas {@code service-level} is, 1 to 4
 * @param repeatWindow W: a contact within this after a resolution means it was not resolved
 */
public record Policy(Duration serviceLevelTarget, int serviceLevelFormula, Duration repeatWindow) {

  /** T 60 s, ICMI's formula 4, W 7 days. */
  public static final Policy DEFAULT = new Policy(Duration.ofSeconds(60), 4, Duration.ofDays(7));

  public Policy {
    if (serviceLevelTarget.isNegative() || serviceLevelTarget.isZero()) {
      throw new IllegalArgumentException(
          "service level target " + serviceLevelTarget + " must be longer than zero");
    }
    if (serviceLevelFormula < 1 || serviceLevelFormula > 4) {
      throw new IllegalArgumentException(
          "service level formula " + serviceLevelFormula + " must be 1, 2, 3 or 4");
    }
    if (repeatWindow.isNegative() || repeatWindow.isZero()) {
      throw new IllegalArgumentException(
          "repeat window " + repeatWindow + " must be longer than zero");
    }
  }
}
