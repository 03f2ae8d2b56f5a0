package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Effort;
import io.threadline.routing.core.order.Heap;
import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
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
    final Heap.Node<Place> node = new Heap.Node<>(this);
    Ticket ticket;

    Place(Line line, Ticket ticket) {
      this.line = line;
      this.ticket = ticket;
    }

    private static int byTime(Place a, Place b) {
      int byTime = a.ticket.virtualAt().compareTo(b.ticket.virtualAt());
      return byTime != 0 ? byTime : a.ticket.id().compareTo(b.ticket.id());
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
  private final Heap<Place> places;

  Line(
      Key key,
      Requirement requirement,
      int channel,
      @Nullable Demand demand,
      QueueDefinition queue,
      Effort effort) {
    this.key = key;
    this.requirement = requirement;
    this.channel = channel;
    this.demand = demand;
    this.queue = queue;
    this.places = new Heap<>(Place::byTime, effort);
  }

  Heap<Place> places() {
    return places;
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
    places.add(place.node, Heap.key(ticket.virtualAt()));
    return place;
  }

  /** The ticket that counts most, and as much as it counts. */
  Index index(Ticket ticket, Instant now) {
    return Index.of(ticket, queue, now);
  }
}
