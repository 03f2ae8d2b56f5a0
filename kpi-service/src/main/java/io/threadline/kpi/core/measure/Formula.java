package io.threadline.kpi.core.measure;

import java.util.List;
import java.util.stream.Stream;

/** How a KPI comes out of measures. */
public sealed interface Formula {

  /** The measures it reads, stored ones and others. */
  Stream<Measure> measures();

  /** How many subjects. */
  record Count(Measure measure) implements Formula {
    @Override
    public Stream<Measure> measures() {
      return Stream.of(measure);
    }
  }

  /** Sums of measures divided; null when the denominator is zero. */
  record Ratio(List<Term> numerator, List<Term> denominator) implements Formula {
    @Override
    public Stream<Measure> measures() {
      return Stream.concat(numerator.stream(), denominator.stream()).map(Term::measure).distinct();
    }
  }

  /** The distribution of a time; the headline is one of its statistics. */
  record Distribution(Measure measure, Headline headline) implements Formula {
    @Override
    public Stream<Measure> measures() {
      return Stream.of(measure);
    }
  }

  /** How many subjects there are at one instant: from the facts now, from snapshots before. */
  record Stock(Measure measure) implements Formula {
    @Override
    public Stream<Measure> measures() {
      return Stream.of(measure);
    }
  }

  /** The statistic that stands for a distribution. */
  enum Headline {
    MEDIAN,
    MEAN
  }

  /**
   * A measure in a sum.
   *
   * @param sign 1 or -1
   */
  record Term(int sign, Measure measure) {
    static Term plus(Measure measure) {
      return new Term(1, measure);
    }

    static Term minus(Measure measure) {
      return new Term(-1, measure);
    }
  }

  static Ratio ratio(Measure numerator, Measure denominator) {
    return new Ratio(List.of(Term.plus(numerator)), List.of(Term.plus(denominator)));
  }
}
