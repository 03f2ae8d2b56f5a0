package io.threadline.routing.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mean of batch values, cleared of what the controls explain: the intercept of a least-squares
 * regression of the values on the controls (Lavenberg and Welch 1981, "A perspective on the use of
 * control variables to increase the efficiency of Monte Carlo simulations").
 *
 * @param error the standard error
 * @param freedom the degrees of freedom of Student's t: one less for each control
 * @param skewness of the mean: that of the values by the square root of their number; 0 where they
 *     are too few to tell
 */
record ControlledMean(double mean, double error, int freedom, double skewness) {
  /** A control that varies less than this, or of which the others leave less, tells nothing. */
  private static final double NOTHING = 1e-9;

  /** Values from which a skewness can be told. */
  private static final int ENOUGH = 20;

  /**
   * @param values one per batch
   * @param controls each with one value per batch: how far it is from its known mean, by that mean
   */
  static ControlledMean of(double[] values, List<double[]> controls) {
    List<double[]> basis = new ArrayList<>();
    for (double[] control : useful(controls)) {
      basis.add(lessAll(control.clone(), basis));
    }
    double[] residual = lessAll(values.clone(), basis);
    double[] intercept = new double[values.length];
    Arrays.fill(intercept, 1);
    lessAll(intercept, basis);
    double weight = dot(intercept, intercept);
    double mean = dot(intercept, residual) / weight;
    subtract(residual, intercept);
    basis.add(intercept);
    double square = 0;
    double cube = 0;
    for (int i = 0; i < values.length; i++) {
      double part = intercept[i] / weight * residual[i] / (1 - leverage(basis, i));
      square += part * part;
      cube += part * part * part;
    }
    return new ControlledMean(
        mean,
        Math.sqrt(square),
        values.length - basis.size(),
        square > 0 && values.length >= ENOUGH ? cube / Math.pow(square, 1.5) : 0);
  }

  /** How much the fit is bent to one batch. */
  private static double leverage(List<double[]> basis, int batch) {
    double leverage = 0;
    for (double[] each : basis) {
      leverage += each[batch] * each[batch] / dot(each, each);
    }
    return leverage;
  }

  /** The controls that vary, each beside those before. */
  private static List<double[]> useful(List<double[]> controls) {
    List<double[]> useful = new ArrayList<>();
    List<double[]> basis = new ArrayList<>();
    for (double[] control : controls) {
      double[] fresh = new double[control.length];
      Arrays.fill(fresh, 1);
      double[] varies = lessAll(control.clone(), List.of(fresh));
      double all = dot(varies, varies);
      lessAll(varies, basis);
      if (all > NOTHING * NOTHING * control.length && dot(varies, varies) > NOTHING * all) {
        useful.add(control);
        basis.add(varies);
      }
    }
    return useful;
  }

  private static double[] lessAll(double[] vector, List<double[]> directions) {
    directions.forEach(direction -> subtract(vector, direction));
    return vector;
  }

  private static void subtract(double[] from, double[] direction) {
    double factor = dot(from, direction) / dot(direction, direction);
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * direction[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
