package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Effort;
import io.threadline.routing.core.order.Heap;
import io.threadline.routing.core.order.Positions;
import java.util.Arrays;
import java.util.List;

/**
 * One order over the agents of all buckets. The first keys of the buckets lie side by side, so that
 * a search through many of them stays in few cache lines.
 */
final class Lineup {
  final Order order;
  private final Effort effort;
  private final Heap.Ties ties;
  private final Positions positions = new Positions();
  private long[] firstKeys = new long[16];

  Lineup(Order order, List<Seat> seats, Effort effort) {
    this.order = order;
    this.effort = effort;
    this.ties = (a, b) -> order.afterKey(seats.get(a), seats.get(b));
  }

  /** For the agents of one bucket. */
  Heap heap() {
    return new Heap(ties, positions, effort);
  }

  long firstKey(int bucket) {
    return firstKeys[bucket];
  }

  /** The bucket's heap has changed. */
  void note(int bucket, Heap heap) {
    if (bucket >= firstKeys.length) {
      firstKeys = Arrays.copyOf(firstKeys, Math.max(bucket + 1, firstKeys.length * 2));
    }
    firstKeys[bucket] = heap.firstKey();
  }
}
