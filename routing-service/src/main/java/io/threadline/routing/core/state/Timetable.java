package io.threadline.routing.core.state;

import io.threadline.routing.core.order.Effort;
import io.threadline.routing.core.order.Heap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The timers that the entities ask for, in the order in which they fire. */
final class Timetable {
  private final Heap<Due> timers = new Heap<>(Due::compareTo, new Effort());

  /** What an entity asks for instead of what it asked for before. */
  List<Heap.Node<Due>> replace(List<Heap.Node<Due>> before, List<Due> wanted) {
    if (before.isEmpty() && wanted.isEmpty()) {
      return before;
    }
    if (wanted.isEmpty()) {
      stop(before, List.of());
      return List.of();
    }
    if (wanted.size() == 1) {
      return start(before, List.of(standing(before, wanted.getFirst())));
    }
    List<Heap.Node<Due>> after = new ArrayList<>(wanted.size());
    for (Due due : wanted) {
      after.add(standing(before, due));
    }
    return start(before, after);
  }

  private void stop(List<Heap.Node<Due>> before, List<Heap.Node<Due>> after) {
    for (Heap.Node<Due> node : before) {
      if (!after.contains(node) && node.isPlaced()) {
        timers.remove(node);
      }
    }
  }

  private List<Heap.Node<Due>> start(List<Heap.Node<Due>> before, List<Heap.Node<Due>> after) {
    stop(before, after);
    for (Heap.Node<Due> node : after) {
      if (!node.isPlaced()) {
        timers.add(node, Heap.key(node.item().at()));
      }
    }
    return after;
  }

  private static Heap.Node<Due> standing(List<Heap.Node<Due>> before, Due due) {
    for (Heap.Node<Due> node : before) {
      if (node.item().kind() == due.kind() && node.item().equals(due)) {
        return node;
      }
    }
    return new Heap.Node<>(due);
  }

  @Nullable Due first() {
    return timers.first();
  }

  @Nullable Due poll(Instant now) {
    Heap.Node<Due> first = timers.firstNode();
    if (first == null || first.item().at().isAfter(now)) {
      return null;
    }
    timers.remove(first);
    return first.item();
  }
}
