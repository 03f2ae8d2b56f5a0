package io.threadline.kpi.report;

import io.threadline.kpi.core.measure.Formula;
import io.threadline.kpi.core.measure.Formula.Term;
import io.threadline.kpi.core.measure.Measure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The measures of some part of the aggregates, summed; and the figures that come out of them. */
public final class Sums {
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Long> millis = new HashMap<>();
  private final Map<String, Distributions> times = new HashMap<>();

  /** Adds rows of a measure. */
  public void add(String measure, long count, long totalMillis, byte @Nullable [][] histograms) {
    counts.merge(measure, count, Long::sum);
    millis.merge(measure, totalMillis, Long::sum);
    if (histograms != null) {
      Distributions merged = times.computeIfAbsent(measure, m -> new Distributions());
      for (byte[] histogram : histograms) {
        merged.add(histogram);
      }
    }
  }

  /** Adds everything another holds. */
  public void add(Sums other) {
    other.counts.forEach((measure, count) -> counts.merge(measure, count, Long::sum));
    other.millis.forEach((measure, total) -> millis.merge(measure, total, Long::sum));
    other.times.forEach(
        (measure, more) -> times.computeIfAbsent(measure, m -> new Distributions()).add(more));
  }

  /** What a formula gives; rates and statistics of nothing are null. */
  public Figures figures(Formula formula) {
    return switch (formula) {
      case Formula.Count count -> Figures.count(count(count.measure()));
      case Formula.Stock stock -> Figures.count(count(stock.measure()));
      case Formula.Ratio ratio -> Figures.ratio(sum(ratio.numerator()), sum(ratio.denominator()));
      case Formula.Distribution distribution -> distribution(distribution);
    };
  }

  private Figures distribution(Formula.Distribution distribution) {
    String measure = distribution.measure().key();
    long n = count(distribution.measure());
    Distributions merged = times.getOrDefault(measure, new Distributions());
    Double median = merged.percentileSeconds(50);
    Double mean = n == 0 ? null : millis.getOrDefault(measure, 0L) / 1_000.0 / n;
    Double value =
        switch (distribution.headline()) {
          case MEDIAN -> median;
          case MEAN -> mean;
        };
    return new Figures(
        value,
        n,
        null,
        null,
        median,
        merged.percentileSeconds(90),
        merged.percentileSeconds(95),
        mean);
  }

  private long count(Measure measure) {
    return counts.getOrDefault(measure.key(), 0L);
  }

  private long sum(List<Term> terms) {
    return terms.stream().mapToLong(term -> term.sign() * count(term.measure())).sum();
  }
}
