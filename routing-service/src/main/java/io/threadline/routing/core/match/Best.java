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

  Best(Comparator<? super T> order, Effort effort) {
    this.order = order;
    this.effort = effort;
  }

  /** True if the candidate is the first now. */
  boolean offer(T candidate) {
    if (first == null || before(candidate, first)) {
      second = first;
      first = candidate;
      return true;
    }
    if (second == null || before(candidate, second)) {
      second = candidate;
    }
    return false;
  }

  private boolean before(T a, T b) {
    effort.compared();
    return order.compare(a, b) < 0;
  }
}
