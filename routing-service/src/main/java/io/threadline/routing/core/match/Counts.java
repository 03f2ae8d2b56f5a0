package io.threadline.routing.core.match;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts exclusions by reason. */
final class Counts {
  private static final int REASONS = Exclusion.values().length;
  private final int[] counts = new int[REASONS];
  private int passed;

  /** Counts several; null counts those whom nothing excludes. */
  void add(@Nullable Exclusion reason, int count) {
    if (reason == null) {
      passed += count;
    } else {
      counts[reason.ordinal()] += count;
    }
  }

  int passed() {
    return passed;
  }

  int excluded() {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  Map<Exclusion, Integer> byReason() {
    return new Tally(counts.clone());
  }
}
