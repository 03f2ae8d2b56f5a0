package io.threadline.routing.core.match;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts exclusions by reason. */
final class Counts {
  private static final Exclusion[] REASONS = Exclusion.values();
  private final int[] counts = new int[REASONS.length];
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
    Map<Exclusion, Integer> result = new EnumMap<>(Exclusion.class);
    for (Exclusion reason : REASONS) {
      if (counts[reason.ordinal()] != 0) {
        result.put(reason, counts[reason.ordinal()]);
      }
    }
    return result;
  }
}
