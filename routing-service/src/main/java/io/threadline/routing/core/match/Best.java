package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Effort;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The first and the second of those looked at. */
final class Best<T> {
  private final Comparator<? super T> order;
  private final Effort effort;
  @Nullable T first;
  @Nullable T second;
  private long firstKey;
  private long secondKey;

  Best(Comparator<? super T> order, Effort effort) {
    this.order = order;
    this.effort = effort;
  }

  /** True if whoever has this key or a larger one is neither first nor second. */
  boolean excludes(long key) {
    effort.compared();
    return second != null && key > secondKey;
  }

  /**
   * True if the candidate is the first now.
   *
   * @param key a number that sorts as the order does; the same for all if there is none
   */
  boolean offer(T candidate, long key) {
    if (first == null || before(candidate, key, first, firstKey)) {
      second = first;
      secondKey = firstKey;
      first = candidate;
      firstKey = key;
      return true;
    }
    if (second == null || before(candidate, key, second, secondKey)) {
      second = candidate;
      secondKey = key;
    }
    return false;
  }

  /** By the numbers as long as they differ: what they stand for is far off in memory. */
  private boolean before(T a, long keyOfA, T b, long keyOfB) {
    effort.compared();
    return keyOfA != keyOfB ? keyOfA < keyOfB : order.compare(a, b) < 0;
  }
}
