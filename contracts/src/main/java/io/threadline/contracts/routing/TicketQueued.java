package io.threadline.contracts.routing;

import io.threadline.contracts.Priority;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket waits in a queue: for the first time, or again.
 *
 * @param language the language (ISO 639-1) an agent must speak
 * @param reason why it came to wait
 * @param waitingSince the start of the wait; a requeue keeps it
 */
public record TicketQueued(
    Position position,
    UUID ticketId,
    String queue,
    @Nullable String language,
    Priority priority,
    Reason reason,
    Instant waitingSince,
    Instant at)
    implements RoutingEvent {

  /** Why a ticket came to wait. */
  public enum Reason {
    REQUESTED,
    REOPENED,
    DECLINED,
    TIMED_OUT,
    AGENT_LOST,
    TRANSFERRED,
    OVERFLOWED
  }

  @Override
  public String partitionKey() {
    return ticketId.toString();
  }
}
