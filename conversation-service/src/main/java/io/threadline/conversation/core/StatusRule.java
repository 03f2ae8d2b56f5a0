package io.threadline.conversation.core;

import io.threadline.contracts.TicketStatus;

/** Which statuses an agent may set by hand. Resolving and reopening are acts of their own. */
public final class StatusRule {
  private StatusRule() {}

  /** What became of the wish. */
  public sealed interface Result {}

  /** It may be so. */
  public record Allowed(Ticket ticket) implements Result {}

  /** It may not be. */
  public record Refused(String reason) implements Result {}

  /** The ticket in the wished status, if an agent may set it. */
  public static Result set(Ticket ticket, TicketStatus wished) {
    if (!ticket.status().unsolved()) {
      return new Refused("the ticket is %s: reopen it first".formatted(Words.of(ticket.status())));
    }
    return switch (wished) {
      case OPEN, PENDING, ON_HOLD, SPAM, ABANDONED -> new Allowed(ticket.with(wished));
      case RESOLVED -> new Refused("status 'resolved' is set by POST /api/tickets/{id}/resolve");
      case NEW, CLOSED ->
          new Refused(
              "status '%s' is not set by hand: set open, pending, on_hold, spam or abandoned"
                  .formatted(Words.of(wished)));
    };
  }
}
