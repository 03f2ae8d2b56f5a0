package io.threadline.contracts.routing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Routing is done with the ticket: nobody holds it and it does not wait.
 *
 * @param agent who held it last, if anybody did
 */
public record TicketReleased(
    Position position, UUID ticketId, @Nullable String agent, Reason reason, Instant at)
    implements RoutingEvent {

  /** Why the ticket left routing. */
  public enum Reason {
    COMPLETED,
    ABANDONED,
    MERGED,
    SPAM
  }

  @Override
  public String partitionKey() {
    return ticketId.toString();
  }
}
