package io.threadline.contracts.routing;

import io.threadline.contracts.Event;
import java.time.Instant;

/**
 * Events of {@code routing.events}: what routing decided. {@code (pool, position.seq)} tells
 * repeats, and a lower epoch than one already seen is the word of a writer that lost its lease.
 */
public sealed interface RoutingEvent extends Event
    permits TicketQueued,
        TicketDeferred,
        OfferMade,
        OfferEnded,
        TicketAssigned,
        ConsultChanged,
        TicketReleased,
        SlaClockStarted,
        SlaDeadlineReached,
        PresenceChanged {

  /** Where in the pool's log the decision stands. */
  Position position();

  Instant at();

  /**
   * A place in the log of a pool.
   *
   * @param seq the number of the input that caused the decision
   * @param ordinal which of that input's events this is, from 0
   * @param epoch the lease of the writer; it only grows
   */
  record Position(String pool, long seq, int ordinal, long epoch) {}
}
