package io.threadline.routing.core.state;

import java.time.Instant;
import java.util.UUID;

/** A ticket's place in its queue: by virtual time, then by id. */
public record Waiting(Instant virtualAt, UUID ticketId) implements Comparable<Waiting> {
  public static Waiting of(Ticket ticket) {
    return new Waiting(ticket.virtualAt(), ticket.id());
  }

  @Override
  public int compareTo(Waiting other) {
    int byTime = virtualAt.compareTo(other.virtualAt);
    return byTime != 0 ? byTime : ticketId.compareTo(other.ticketId);
  }
}
