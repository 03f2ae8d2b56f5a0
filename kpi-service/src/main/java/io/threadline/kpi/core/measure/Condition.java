package io.threadline.kpi.core.measure;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What must hold of a subject for it to count. Each condition says the same twice: in Java for the
 * incremental computation, in SQL for the recount and the drill-down.
 */
public sealed interface Condition {

  boolean holds(Facts facts);

  /** A boolean expression over the columns of {@link Field}; never null, so that NOT is exact. */
  String sql();

  /** The field is known. */
  record Has(Field field) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return facts.has(field);
    }

    @Override
    public String sql() {
      return field.column() + " IS NOT NULL";
    }
  }

  /** The number is known and at least this. */
  record AtLeast(Field field, long least) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return facts.has(field) && facts.value(field) >= least;
    }

    @Override
    public String sql() {
      return "coalesce(" + field.column() + " >= " + least + ", false)";
    }
  }

  /** Both instants are known and the second comes at most {@code limit} after the first. */
  record Within(Field from, Field to, Duration limit) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return facts.has(from)
          && facts.has(to)
          && facts.value(to) - facts.value(from) <= limit.toNanos() / 1_000;
    }

    @Override
    public String sql() {
      return "coalesce(%s - %s <= interval '%d milliseconds', false)"
          .formatted(to.column(), from.column(), limit.toMillis());
    }
  }

  /** The condition does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return !condition.holds(facts);
    }

    @Override
    public String sql() {
      return "NOT (" + condition.sql() + ")";
    }
  }

  /** Every condition holds; true of none. */
  record All(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      for (Condition condition : conditions) {
        if (!condition.holds(facts)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String sql() {
      return conditions.isEmpty() ? "true" : join(conditions, " AND ");
    }
  }

  /** At least one condition holds; false of none. */
  record AnyOf(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return conditions.stream().anyMatch(condition -> condition.holds(facts));
    }

    @Override
    public String sql() {
      return conditions.isEmpty() ? "false" : join(conditions, " OR ");
    }
  }

  static Condition has(Field field) {
    return new Has(field);
  }

  static Condition not(Condition condition) {
    return new Not(condition);
  }

  static Condition all(Condition... conditions) {
    return new All(List.of(conditions));
  }

  private static String join(List<Condition> conditions, String operator) {
    return conditions.stream()
        .map(condition -> "(" + condition.sql() + ")")
        .collect(Collectors.joining(operator));
  }
}
