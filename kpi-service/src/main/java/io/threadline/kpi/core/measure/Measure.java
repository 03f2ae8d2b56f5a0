package io.threadline.kpi.core.measure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A count of subjects, and of how long something took for each: what aggregates are made of.
 *
 * @param key stable name, stored with the aggregates
 * @param clock the instant that puts a subject into a slot; a subject without it does not count
 * @param condition what must hold beside
 * @param elapsed the time whose distribution is kept, if any
 * @param olderThan if set, only subjects whose clock lies further back than this: such a measure
 *     changes without an event, so it is asked of the facts and never stored
 */
public record Measure(
    String key,
    Subject subject,
    Field clock,
    Condition condition,
    @Nullable Elapsed elapsed,
    @Nullable Duration olderThan) {

  /** A plain count. */
  static Measure count(String key, Subject subject, Field clock, Condition condition) {
    return new Measure(key, subject, clock, condition, null, null);
  }

  /** A count with the distribution of a time. */
  static Measure timed(
      String key, Subject subject, Field clock, Condition condition, Elapsed elapsed) {
    return new Measure(key, subject, clock, condition, elapsed, null);
  }

  /** True if events alone change it, so that it is kept in the aggregates. */
  public boolean isStored() {
    return olderThan == null;
  }

  /** True if the subject counts. */
  public boolean counts(Facts facts) {
    return facts.has(clock)
        && condition.holds(facts)
        && (elapsed == null || (facts.has(elapsed.from()) && facts.has(elapsed.to())));
  }

  /** True of the rows that count, as a SQL expression. */
  public String sql() {
    StringBuilder sql = new StringBuilder(clock.column()).append(" IS NOT NULL");
    sql.append(" AND (").append(condition.sql()).append(')');
    if (elapsed != null) {
      sql.append(" AND ").append(elapsed.from().column()).append(" IS NOT NULL");
      sql.append(" AND ").append(elapsed.to().column()).append(" IS NOT NULL");
    }
    if (olderThan != null) {
      sql.append(" AND ").append(clock.column());
      sql.append(" < now() - interval '").append(olderThan.toMillis()).append(" milliseconds'");
    }
    return sql.toString();
  }
}
