package io.threadline.routing.core.order;

import java.util.Arrays;

/** Where numbers stand in a heap, or in several that have no number in common. */
public final class Positions {
  private int[] next = new int[4];

  /** The number's position; -1 without one. */
  int of(int number) {
    return number < next.length ? next[number] - 1 : -1;
  }

  void set(int number, int position) {
    if (number >= next.length) {
      next = Arrays.copyOf(next, Math.max(number + 1, next.length * 2));
    }
    next[number] = position + 1;
  }
}
