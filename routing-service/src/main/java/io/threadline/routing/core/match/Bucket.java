package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Heap;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Agents with one effective signature: they satisfy the same demands and have room for the same
 * channels, so that any of them may take whatever one may.
 */
final class Bucket {
  final int number;
  final Group group;
  final long room;
  private @Nullable Seat[] seats = new Seat[4];
  private int size;
  private long price;
  private long pricedAt;

  /** The orders that are kept, shared by all buckets: one heap here for each. */
  private final List<Lineup> lineups;

  private final @Nullable Heap[] heaps = new Heap[Order.values().length];

  Bucket(int number, Group group, long room, List<Lineup> lineups) {
    this.number = number;
    this.group = group;
    this.room = room;
    this.lineups = lineups;
    lineups.forEach(this::keep);
  }

  int size() {
    return size;
  }

  /** Another order is kept from now on. */
  void keep(Lineup lineup) {
    Heap heap = lineup.heap();
    heaps[lineup.order.ordinal()] = heap;
    each(seat -> heap.add(seat.number, lineup.order.key(seat)));
    lineup.note(number, heap);
  }

  void add(Seat seat) {
    if (size == seats.length) {
      seats = Arrays.copyOf(seats, size * 2);
    }
    seats[size] = seat;
    seat.place = size++;
    seat.bucket = this;
    for (int i = 0; i < lineups.size(); i++) {
      Lineup lineup = lineups.get(i);
      Heap heap = by(lineup.order);
      heap.add(seat.number, lineup.order.key(seat));
      lineup.note(number, heap);
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
    for (int i = 0; i < lineups.size(); i++) {
      Lineup lineup = lineups.get(i);
      Heap heap = by(lineup.order);
      heap.remove(seat.number);
      lineup.note(number, heap);
    }
  }

  /** The agent's place in the orders may be another. */
  void reorder(Seat seat) {
    for (int i = 0; i < lineups.size(); i++) {
      Lineup lineup = lineups.get(i);
      Heap heap = by(lineup.order);
      heap.move(seat.number, lineup.order.key(seat));
      lineup.note(number, heap);
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

  /** Its agents by an order that is kept. */
  Heap by(Order order) {
    Heap heap = heaps[order.ordinal()];
    if (heap == null) {
      throw new IllegalStateException("order " + order + " is not kept");
    }
    return heap;
  }
}
