package io.threadline.contracts.conversation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people wrote on a ticket changed: its category, tags, custom fields and the like. Carries
 * how it stands now.
 *
 * @param rootCause why a complaint came to be; null for other tickets, and until it is known
 * @param participants colleagues who follow the ticket, by login name
 * @param followUpAt when somebody wants to look at it again
 * @param snoozedUntil until when it is out of sight
 */
public record TicketDetailsChanged(
    UUID conversationId,
    UUID customerId,
    UUID ticketId,
    @Nullable String category,
    boolean complaint,
    @Nullable String rootCause,
    List<String> tags,
    List<String> participants,
    @Nullable Instant followUpAt,
    @Nullable Instant snoozedUntil,
    Author by,
    Instant at)
    implements ConversationEvent {

  public TicketDetailsChanged {
    tags = List.copyOf(tags);
    participants = List.copyOf(participants);
  }
}
