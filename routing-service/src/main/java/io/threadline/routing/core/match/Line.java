package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Effort;
import io.threadline.routing.core.order.Heap;
import io.threadline.routing.core.order.Numbered;
import io.threadline.routing.core.order.Positions;
import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waiting tickets of one queue that ask the same on the same channel, by virtual time and id. Their
 * index falls with the virtual time, so whoever may take one may look at the first only.
 */
final class Line {
  /** What the tickets of a line have in common. */
  record Key(Expr expr, String channel, String queue) {
    static Key of(Ticket ticket) {
      return new Key(ticket.activeStep().expr(), ticket.channel(), ticket.queue());
    }
  }

  /** A ticket in its line. */
  static final class Place {
    final Line line;
    private int number = Heap.NONE;
    Ticket ticket;

    Place(Line line, Ticket ticket) {
      this.line = line;
      this.ticket = ticket;
    }

    private int compareTo(Place other) {
      int byTime = ticket.virtualAt().compareTo(other.ticket.virtualAt());
      return byTime != 0 ? byTime : ticket.id().compareTo(other.ticket.id());
    }
  }

  /** The places of all lines: a ticket stands in one of them. */
  static final class Places {
    private final Numbered<Place> numbered = new Numbered<>();
    private final Positions positions = new Positions();

    private Heap heap(Effort effort) {
      return new Heap((a, b) -> numbered.get(a).compareTo(numbered.get(b)), positions, effort);
    }
  }

  final Key key;
  final Requirement requirement;

  /** The channel's number, -1 for one without. */
  final int channel;

  /** Null for a line whose requirement names the agents that may take it. */
  final @Nullable Demand demand;

  /** Tickets of the line that agents hold. */
  int held;

  private QueueDefinition queue;
  private long price;
  private long pricedAt;
  private final Places places;
  private final Heap heap;

  Line(
      Key key,
      Requirement requirement,
      int channel,
      @Nullable Demand demand,
      QueueDefinition queue,
      Places places,
      Effort effort) {
    this.key = key;
    this.requirement = requirement;
    this.channel = channel;
    this.demand = demand;
    this.queue = queue;
    this.places = places;
    this.heap = places.heap(effort);
  }

  int size() {
    return heap.size();
  }

  /** The first; null when nobody waits. */
  @Nullable Place first() {
    return heap.isEmpty() ? null : places.numbered.get(heap.first());
  }

  /** The first that satisfies the condition; null if none does. */
  @Nullable Place first(Predicate<? super Place> condition) {
    int number = heap.first(n -> condition.test(places.numbered.get(n)));
    return number == Heap.NONE ? null : places.numbered.get(number);
  }

  /** Goes through the places in their order; nobody may come or go meanwhile. */
  Walk walk() {
    return new Walk(places, heap.walk());
  }

  /** A way through a line. */
  static final class Walk {
    private final Places places;
    private final Heap.Walk numbers;

    private Walk(Places places, Heap.Walk numbers) {
      this.places = places;
      this.numbers = numbers;
    }

    /** The next; null at the end. */
    @Nullable Place next() {
      int number = numbers.next();
      return number == Heap.NONE ? null : places.numbered.get(number);
    }
  }

  /** All, in no order that means anything. */
  void each(Consumer<? super Place> visitor) {
    heap.each(number -> visitor.accept(places.numbered.get(number)));
  }

  QueueDefinition queue() {
    return queue;
  }

  void redefine(QueueDefinition changed) {
    queue = changed;
  }

  /** What one more agent would be worth to it; the same for one number of the search. */
  long price(long search) {
    if (pricedAt != search && demand != null && channel >= 0) {
      pricedAt = search;
      price = Price.of(queue, held, demand.open[channel]);
    }
    return price;
  }

  Place add(Ticket ticket) {
    Place place = new Place(this, ticket);
    place.number = places.numbered.add(place);
    heap.add(place.number, Heap.key(ticket.virtualAt()));
    return place;
  }

  void remove(Place place) {
    heap.remove(place.number);
    places.numbered.remove(place.number);
  }

  /** The ticket that counts most, and as much as it counts. */
  Index index(Ticket ticket, Instant now) {
    return Index.of(ticket, queue, now);
  }
}
