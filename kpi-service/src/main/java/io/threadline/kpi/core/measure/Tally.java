package io.threadline.kpi.core.measure;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be added to a {@link Cell}: subjects, and how often each time was measured. */
public final class Tally {
  private long count;
  private long totalMillis;
  private final Map<Long, Integer> times = new HashMap<>();

  /** Adds or takes away one subject; {@code millis} is null for a plain count. */
  void add(int sign, @Nullable Long millis) {
    count += sign;
    if (millis != null) {
      totalMillis += sign * millis;
      if (times.merge(millis, sign, Integer::sum) == 0) {
        times.remove(millis);
      }
    }
  }

  public long count() {
    return count;
  }

  public long totalMillis() {
    return totalMillis;
  }

  /** Milliseconds to how often more (or, negative, less) they were measured. */
  public Map<Long, Integer> times() {
    return times;
  }

  /** True if adding it changes nothing. */
  public boolean isZero() {
    return count == 0 && totalMillis == 0 && times.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tally tally
        && count == tally.count
        && totalMillis == tally.totalMillis
        && times.equals(tally.times);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count * 31 + totalMillis);
  }

  @Override
  public String toString() {
    return "count " + count + ", total " + totalMillis + " ms, times " + times;
  }
}
