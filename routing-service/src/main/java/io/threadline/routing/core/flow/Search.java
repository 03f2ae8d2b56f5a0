package io.threadline.routing.core.flow;

import io.threadline.routing.core.match.Exclusion;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The best and the second best of those looked at, and why the others were left out.
 *
 * @param <T> agents for a ticket, or tickets for an agent
 */
final class Search<T> {
  private final Comparator<? super T> order;
  private final SortedMap<Exclusion, Integer> excluded = new TreeMap<>();
  private @Nullable T best;
  private @Nullable T second;
  private int eligible;
  private int considered;

  Search(Comparator<? super T> order) {
    this.order = order;
  }

  void exclude(Exclusion reason) {
    considered++;
    excluded.merge(reason, 1, Integer::sum);
  }

  void admit(T candidate) {
    considered++;
    eligible++;
    if (best == null || order.compare(candidate, best) < 0) {
      second = best;
      best = candidate;
    } else if (second == null || order.compare(candidate, second) < 0) {
      second = candidate;
    }
  }

  @Nullable T best() {
    return best;
  }

  @Nullable T second() {
    return second;
  }

  int eligible() {
    return eligible;
  }

  int considered() {
    return considered;
  }

  SortedMap<Exclusion, Integer> excluded() {
    return excluded;
  }
}
