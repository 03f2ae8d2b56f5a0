package io.threadline.kpi.report;

import org.jspecify.annotations.Nullable;

/**
 * The figures of a KPI over some subjects; times in seconds.
 *
 * @param value the headline, null where nothing was counted
 * @param n how many subjects it rests on
 */
public record Figures(
    @Nullable Double value,
    long n,
    @Nullable Long numerator,
    @Nullable Long denominator,
    @Nullable Double median,
    @Nullable Double p90,
    @Nullable Double p95,
    @Nullable Double mean) {

  /** A number of subjects. */
  static Figures count(long count) {
    return new Figures((double) count, count, null, null, null, null, null, null);
  }

  /** A share; of nothing it is null, never 0. */
  static Figures ratio(long numerator, long denominator) {
    Double value = denominator == 0 ? null : (double) numerator / denominator;
    return new Figures(value, denominator, numerator, denominator, null, null, null, null);
  }

  /** Nothing is known. */
  static Figures unknown() {
    return new Figures(null, 0, null, null, null, null, null, null);
  }
}
