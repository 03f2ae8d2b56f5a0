package io.threadline.conversation.core;

import io.threadline.contracts.Priority;

/** Which ticket a customer's message belongs to. */
public sealed interface Attach {

  /**
   * A ticket that is being worked on.
   *
   * @param wakes true if a ticket that waits (pending, on hold) goes back to open
   */
  record Join(Ticket ticket, boolean wakes) implements Attach {}

  /** A resolved ticket, which this message brings back. */
  record Reopen(Ticket ticket) implements Attach {}

  /** A new ticket. */
  record Open(Priority priority) implements Attach {}

  /** None: the message is shown in the thread and asks for nothing. */
  record Aside() implements Attach {}
}
