package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Effort;
import io.threadline.routing.core.order.Heap;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Agents with one effective signature: they satisfy the same demands and have room for the same
 * channels, so that any of them may take whatever one may. An order among them is kept from the
 * first time that it is asked for.
 */
final class Bucket {
  private static final Order[] ORDERS = Order.values();

  final int number;
  final Group group;
  final long room;
  private @Nullable Seat[] seats = new Seat[4];
  private int size;
  private long price;
  private long pricedAt;
  private final Effort effort;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private final @Nullable Heap<Seat>[] heaps = new Heap[Order.values().length];

  Bucket(int number, Group group, long room, Effort effort) {
    this.number = number;
    this.group = group;
    this.room = room;
    this.effort = effort;
  }

  int size() {
    return size;
  }

  void add(Seat seat) {
    if (size == seats.length) {
      seats = Arrays.copyOf(seats, size * 2);
    }
    seats[size] = seat;
    seat.place = size++;
    seat.bucket = this;
    for (Order order : ORDERS) {
      Heap<Seat> heap = heaps[order.ordinal()];
      if (heap != null) {
        heap.add(node(seat, order), order.key(seat));
      }
    }
  }

  void remove(Seat seat) {
    Seat last = seats[--size];
    seats[size] = null;
    if (last != null && last != seat) {
      seats[seat.place] = last;
      last.place = seat.place;
    }
    seat.bucket = null;
    for (Order order : ORDERS) {
      Heap<Seat> heap = heaps[order.ordinal()];
      if (heap != null) {
        heap.remove(node(seat, order));
      }
    }
  }

  /** The agent's place in the orders may be another. */
  void reorder(Seat seat) {
    for (Order order : ORDERS) {
      Heap<Seat> heap = heaps[order.ordinal()];
      if (heap != null) {
        heap.move(node(seat, order), order.key(seat));
      }
    }
  }

  void each(Consumer<Seat> visitor) {
    for (int i = 0; i < size; i++) {
      Seat seat = seats[i];
      if (seat != null) {
        visitor.accept(seat);
      }
    }
  }

  /** What its agents are worth to all tickets that they could take; once for each search. */
  long price(long search) {
    if (pricedAt != search) {
      pricedAt = search;
      price = 0;
      for (Demand demand : group.demands) {
        for (int i = 0; i < demand.busy.size(); i++) {
          Line line = demand.busy.get(i);
          if (line.channel >= 0 && (room >>> line.channel & 1) != 0) {
            price += line.price(search);
          }
        }
      }
    }
    return price;
  }

  Heap<Seat> by(Order order) {
    Heap<Seat> heap = heaps[order.ordinal()];
    if (heap == null) {
      heap = new Heap<>(order::afterKey, effort);
      heaps[order.ordinal()] = heap;
      Heap<Seat> made = heap;
      each(seat -> made.add(node(seat, order), order.key(seat)));
    }
    return heap;
  }

  private static Heap.Node<Seat> node(Seat seat, Order order) {
    Heap.Node<Seat> node = seat.nodes[order.ordinal()];
    if (node == null) {
      node = new Heap.Node<>(seat);
      seat.nodes[order.ordinal()] = node;
    }
    return node;
  }
}
