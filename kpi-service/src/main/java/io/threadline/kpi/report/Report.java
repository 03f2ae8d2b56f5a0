package io.threadline.kpi.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A KPI over time, with what it takes to read it.
 *
 * @param formula in words
 * @param population which subjects are looked at
 * @param clock which instant puts a subject into a period
 * @param from start of the first period: what was asked for, down to a whole quarter of an hour
 * @param to end of the last period, up to a whole quarter of an hour
 * @param by the dimension that {@code group} is of, or null
 * @param asOf when this was read; late events may change any period afterwards
 * @param items one per period and group, in order of time
 * @param totals one per group, over the whole range
 * @param ages for a backlog: unsolved tickets now by age; else null
 * @param nextCursor always null: a report is one page
 */
public record Report(
    String key,
    String title,
    String formula,
    String unit,
    String population,
    String clock,
    int version,
    Instant from,
    Instant to,
    String granularity,
    String zone,
    @Nullable String by,
    Instant asOf,
    List<Point> items,
    List<Point> totals,
    @Nullable Map<String, Long> ages,
    @Nullable String nextCursor) {

  /**
   * The figures of one period and group.
   *
   * @param value the KPI; null where nothing was counted
   * @param n how many subjects it rests on
   * @param numerator of a ratio, else null
   * @param denominator of a ratio, else null
   * @param median in seconds, of a time, else null; as p90, p95 and mean
   * @param provisional true if time alone may still change it
   */
  public record Point(
      Instant start,
      Instant end,
      @Nullable String group,
      @Nullable Double value,
      long n,
      @Nullable Long numerator,
      @Nullable Long denominator,
      @Nullable Double median,
      @Nullable Double p90,
      @Nullable Double p95,
      @Nullable Double mean,
      boolean provisional) {}
}
