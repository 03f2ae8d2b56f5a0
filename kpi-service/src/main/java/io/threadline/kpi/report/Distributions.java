package io.threadline.kpi.report;

import io.threadline.kpi.core.measure.Times;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Stored histograms merged into one, to read percentiles from. */
public final class Distributions {
  /** What {@link Times} keeps. */
  private static final int DIGITS = 3;

  private static final long START_RANGE = TimeUnit.DAYS.toMillis(1);

  private @Nullable Histogram merged;

  /** Adds a stored histogram. */
  public void add(byte @Nullable [] stored) {
    if (stored == null || stored.length == 0) {
      return;
    }
    if (merged == null) {
      merged = new Histogram(START_RANGE, DIGITS);
      merged.setAutoResize(true);
    }
    Histogram histogram = merged;
    Times.read(stored).forEach(histogram::recordValueWithCount);
  }

  /** Adds what another holds. */
  public void add(Distributions other) {
    Histogram more = other.merged;
    if (more != null) {
      if (merged == null) {
        merged = more.copy();
        merged.setAutoResize(true);
      } else {
        merged.add(more);
      }
    }
  }

  /** Milliseconds, the middle of the bucket, that this share of the times did not exceed. */
  public long percentileMillis(double percentile) {
    return merged == null
        ? 0
        : merged.medianEquivalentValue(merged.getValueAtPercentile(percentile));
  }

  /** The same in seconds; null if there are no times. */
  public @Nullable Double percentileSeconds(double percentile) {
    return merged == null || merged.getTotalCount() == 0
        ? null
        : percentileMillis(percentile) / 1_000.0;
  }
}
