package io.threadline.conversation.core;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Priority;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.routing.RoutingEvent.Position;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request for help inside a conversation.
 *
 * @param version grows with every change; the API's ETag
 */
public record Ticket(
    UUID id,
    UUID conversationId,
    UUID customerId,
    TicketStatus status,
    Priority priority,
    Origin origin,
    Routed routed,
    Milestones milestones,
    long version) {

  /** The channel and the account by which the request came. */
  public record Origin(Channel channel, UUID channelAccountId) {}

  /**
   * What routing said last.
   *
   * @param assignee the agent who holds it, or, once resolved, who held it to the end
   * @param lastAssignee who held it last, whatever happened since: tried first on a reopen
   * @param position of the last routing event applied
   */
  public record Routed(
      @Nullable String queue,
      @Nullable String language,
      @Nullable String assignee,
      @Nullable String lastAssignee,
      @Nullable Position position) {
    static final Routed NOT_YET = new Routed(null, null, null, null, null);

    Routed unassigned() {
      return new Routed(queue, language, null, lastAssignee, position);
    }
  }

  /** When and by whom the steps that are measured were taken. */
  public record Milestones(
      Instant openedAt,
      @Nullable Instant firstRepliedAt,
      @Nullable String firstRepliedBy,
      @Nullable Instant resolvedAt,
      @Nullable String resolvedBy) {}

  /** A ticket that nobody has seen yet. */
  public static Ticket opened(
      UUID id, Conversation conversation, Priority priority, Origin origin, Instant at) {
    return new Ticket(
        id,
        conversation.id(),
        conversation.customerId(),
        TicketStatus.NEW,
        priority,
        origin,
        Routed.NOT_YET,
        new Milestones(at, null, null, null, null),
        0);
  }

  /** This ticket in another status. */
  public Ticket with(TicketStatus next) {
    return next == status ? this : copy(next, priority, routed, milestones);
  }

  /** This ticket with another priority. */
  public Ticket with(Priority next) {
    return next == priority ? this : copy(status, next, routed, milestones);
  }

  /** This ticket after routing spoke. */
  public Ticket with(TicketStatus nextStatus, Priority nextPriority, Routed nextRouted) {
    return copy(nextStatus, nextPriority, nextRouted, milestones);
  }

  /** Back to work: held by nobody until routing finds somebody. */
  public Ticket reopened() {
    Milestones open =
        new Milestones(
            milestones.openedAt, milestones.firstRepliedAt, milestones.firstRepliedBy, null, null);
    return copy(TicketStatus.OPEN, priority, routed.unassigned(), open);
  }

  /** Answered for good, as far as the agent can tell. */
  public Ticket resolved(String agent, Instant at) {
    Milestones done =
        new Milestones(
            milestones.openedAt, milestones.firstRepliedAt, milestones.firstRepliedBy, at, agent);
    return copy(TicketStatus.RESOLVED, priority, routed, done);
  }

  /**
   * After an agent's reply: what was new or open waits for the customer now. On hold stays on hold
   * (an interim word changes nothing), and resolved stays resolved.
   */
  public Ticket replied(String agent, Instant at) {
    TicketStatus next =
        switch (status) {
          case NEW, OPEN -> TicketStatus.PENDING;
          case PENDING, ON_HOLD, RESOLVED, CLOSED, SPAM, ABANDONED -> status;
        };
    boolean first = milestones.firstRepliedAt == null;
    Milestones replied =
        first
            ? new Milestones(
                milestones.openedAt, at, agent, milestones.resolvedAt, milestones.resolvedBy)
            : milestones;
    return next == status && !first ? this : copy(next, priority, routed, replied);
  }

  private Ticket copy(TicketStatus s, Priority p, Routed r, Milestones m) {
    return new Ticket(id, conversationId, customerId, s, p, origin, r, m, version + 1);
  }
}
