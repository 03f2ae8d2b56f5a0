package io.threadline.conversation.core;

import io.threadline.contracts.Priority;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.inbound.Keyword;
import io.threadline.contracts.inbound.MessageReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Attaches a customer's message to a ticket: the one it refers to; else the customer's open one;
 * else the one resolved last, within the reopen window; else a new one.
 *
 * <ul>
 *   <li>A reference counts only if it names a ticket of this very customer: the caller looks
 *       references up in the sender's own conversation, so a stranger who quotes a token joins
 *       nothing.
 *   <li>A reference to a ticket that is over (closed, spam, abandoned, resolved before the window)
 *       counts as none.
 *   <li>STOP and START ask for nothing: they are shown on an open ticket, and open none.
 *   <li>Automatic mail (out of office and the like) wakes and reopens nothing. Where there is no
 *       ticket that it could belong to it opens one, with low priority: mail through lists and web
 *       forms is marked as automatic too, and is somebody's request.
 * </ul>
 */
public final class AttachRule {
  private final Duration reopenWindow;

  /**
   * @param reopenWindow for how long after it was resolved a ticket takes the customer's next
   *     message
   */
  public AttachRule(Duration reopenWindow) {
    this.reopenWindow = reopenWindow;
  }

  /**
   * @param tickets those of the customer that are not over, newest first
   * @param referred ids of the customer's tickets that the message refers to
   */
  public Attach decide(MessageReceived message, List<Ticket> tickets, Set<UUID> referred) {
    boolean askless = message.keyword() == Keyword.STOP || message.keyword() == Keyword.START;
    boolean quiet = askless || message.automatic();
    Optional<Ticket> ticket = choose(tickets, referred, message.receivedAt());
    if (ticket.isEmpty()) {
      return askless
          ? new Attach.Aside()
          : new Attach.Open(message.automatic() ? Priority.LOW : Priority.NORMAL);
    }
    return join(ticket.get(), quiet, askless);
  }

  private static Attach join(Ticket ticket, boolean quiet, boolean askless) {
    return switch (ticket.status()) {
      case NEW, OPEN -> new Attach.Join(ticket, false);
      case PENDING, ON_HOLD -> new Attach.Join(ticket, !quiet);
      case RESOLVED -> {
        if (askless) {
          yield new Attach.Aside();
        }
        yield quiet ? new Attach.Join(ticket, false) : new Attach.Reopen(ticket);
      }
      case CLOSED, SPAM, ABANDONED ->
          throw new IllegalStateException("ticket " + ticket.id() + " is " + ticket.status());
    };
  }

  private Optional<Ticket> choose(List<Ticket> tickets, Set<UUID> referred, Instant at) {
    List<Ticket> joinable = tickets.stream().filter(ticket -> joinable(ticket, at)).toList();
    return joinable.stream()
        .filter(ticket -> referred.contains(ticket.id()))
        .findFirst()
        .or(() -> joinable.stream().filter(ticket -> ticket.status().unsolved()).findFirst())
        .or(() -> joinable.stream().findFirst());
  }

  private boolean joinable(Ticket ticket, Instant at) {
    if (ticket.status() != TicketStatus.RESOLVED) {
      return ticket.status().unsolved();
    }
    Instant resolvedAt = ticket.milestones().resolvedAt();
    return resolvedAt != null && !at.isAfter(resolvedAt.plus(reopenWindow));
  }
}
