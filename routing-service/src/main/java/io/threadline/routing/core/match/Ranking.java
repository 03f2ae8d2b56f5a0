package io.threadline.routing.core.match;

import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.order.Effort;
import io.threadline.routing.core.order.Heap;
import java.util.List;

/**
 * The agents who may take tickets of one demand and channel, the most skilled first, then as {@link
 * Order#LOAD}. Within a bucket the levels differ, so this order has to be kept for each class that
 * asks for it.
 */
final class Ranking {
  private final List<String> skills;
  final Heap<Seat> heap;

  Ranking(Requirement requirement, Effort effort) {
    this.skills = requirement.skills();
    this.heap = new Heap<>(Order.LOAD, effort);
  }

  /** The sum of the levels that the demand names. */
  int levels(Seat seat) {
    return levels(seat.agent.definition().skills(), skills);
  }

  static int levels(Skills skills, List<String> names) {
    int levels = 0;
    for (String name : names) {
      levels += skills.level(name);
    }
    return levels;
  }

  void put(Seat seat) {
    Heap.Node<Seat> node = seat.ranks.computeIfAbsent(this, _ -> new Heap.Node<>(seat));
    if (node.isPlaced()) {
      heap.move(node, -levels(seat));
    } else {
      heap.add(node, -levels(seat));
    }
  }

  void remove(Seat seat) {
    Heap.Node<Seat> node = seat.ranks.get(this);
    if (node != null && node.isPlaced()) {
      heap.remove(node);
    }
  }
}
