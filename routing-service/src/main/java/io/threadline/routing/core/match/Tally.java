package io.threadline.routing.core.match;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many were excluded for which reason, in the order of the reasons. A decision is written far
 * more often than it is read: it keeps the numbers, and makes a map of them for who reads it.
 */
final class Tally extends AbstractMap<Exclusion, Integer> {
  private static final Exclusion[] REASONS = Exclusion.values();
  private final int[] counts;

  /** Takes the array over; a reason that nobody was excluded for has no entry. */
  Tally(int[] counts) {
    this.counts = counts;
  }

  static Tally of(Map<Exclusion, Integer> excluded) {
    if (excluded instanceof Tally tally) {
      return tally;
    }
    int[] counts = new int[REASONS.length];
    excluded.forEach((reason, count) -> counts[reason.ordinal()] = count);
    return new Tally(counts);
  }

  @Override
  public @Nullable Integer get(@Nullable Object key) {
    int count = key instanceof Exclusion reason ? counts[reason.ordinal()] : 0;
    return count == 0 ? null : count;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Map.Entry<Exclusion, Integer>> entrySet() {
    List<Map.Entry<Exclusion, Integer>> entries = new ArrayList<>();
    for (Exclusion reason : REASONS) {
      if (counts[reason.ordinal()] != 0) {
        entries.add(Map.entry(reason, counts[reason.ordinal()]));
      }
    }
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<Exclusion, Integer>> iterator() {
        return List.copyOf(entries).iterator();
      }

      @Override
      public int size() {
        return entries.size();
      }
    };
  }
}
