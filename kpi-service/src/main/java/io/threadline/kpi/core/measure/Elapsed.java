package io.threadline.kpi.core.measure;

/** The time between two instants, in whole milliseconds, never negative. */
public record Elapsed(Field from, Field to) {

  /** Milliseconds; only where both instants are known. */
  public long millis(Facts facts) {
    return Math.max(0, Math.floorDiv(facts.value(to) - facts.value(from), 1_000L));
  }

  /** The same in SQL. */
  public String sql() {
    return "greatest(0, floor(extract(epoch FROM (%s - %s)) * 1000))::bigint"
        .formatted(to.column(), from.column());
  }
}
