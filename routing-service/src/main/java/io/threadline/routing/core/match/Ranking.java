package io.threadline.routing.core.match;

import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.order.Effort;
import io.threadline.routing.core.order.Heap;
import io.threadline.routing.core.order.Positions;
import java.util.List;

/**
 * The agents who may take tickets of one demand and channel, the most skilled first, then as {@link
 * Order#LOAD}. Within a bucket the levels differ, so this order has to be kept for each class that
 * asks for it.
 */
final class Ranking {
  private final List<String> skills;
  final Heap heap;

  Ranking(Requirement requirement, List<Seat> seats, Effort effort) {
    this.skills = requirement.skills();
    this.heap =
        new Heap((a, b) -> Order.LOAD.compare(seats.get(a), seats.get(b)), new Positions(), effort);
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
    if (heap.has(seat.number)) {
      heap.move(seat.number, -levels(seat));
    } else {
      heap.add(seat.number, -levels(seat));
    }
  }

  void remove(Seat seat) {
    if (heap.has(seat.number)) {
      heap.remove(seat.number);
    }
  }
}
