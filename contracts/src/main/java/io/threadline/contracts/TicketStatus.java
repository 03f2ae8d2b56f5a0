package io.threadline.contracts;

/**
 * Where a ticket stands. {@code NEW > OPEN > PENDING > ON_HOLD > RESOLVED > CLOSED}, reopened back
 * to {@code OPEN}; {@code SPAM} and {@code ABANDONED} end it.
 */
public enum TicketStatus {
  /** Nobody has answered yet. */
  NEW,
  /** An agent works on it. */
  OPEN,
  /** Waits for the customer. */
  PENDING,
  /** Waits for somebody else. */
  ON_HOLD,
  /** Answered; reopens when the customer writes within the reopen window. */
  RESOLVED,
  /** Over; a new message opens a new ticket. */
  CLOSED,
  /** Not a request; left out of every count. */
  SPAM,
  /** The customer left before a human answered. */
  ABANDONED;

  /** True while somebody still has to do something: not resolved, closed, spam or abandoned. */
  public boolean unsolved() {
    return switch (this) {
      case NEW, OPEN, PENDING, ON_HOLD -> true;
      case RESOLVED, CLOSED, SPAM, ABANDONED -> false;
    };
  }
}
