package io.threadline.contracts.routing;

import io.threadline.contracts.Priority;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket waits outside its queue until a time: nobody is offered it before. A {@link
 * TicketQueued} follows when the time has come.
 *
 * @param language the language (ISO 639-1) an agent must speak
 * @param waitingSince the start of the wait, which goes on
 * @param until when it joins its queue
 */
public record TicketDeferred(
    Position position,
    UUID ticketId,
    String queue,
    @Nullable String language,
    Priority priority,
    Reason reason,
    Instant waitingSince,
    Instant until,
    Instant at)
    implements RoutingEvent {
  /** Why a ticket is put off. */
  public enum Reason {
    /** The queue is closed at this hour. */
    CLOSED,
    /** The queue had no room or nobody for it. */
    OVERFLOWED,
    /** The customer is to be called back then. */
    CALL_BACK
  }

  @Override
  public String partitionKey() {
    return ticketId.toString();
  }
}
