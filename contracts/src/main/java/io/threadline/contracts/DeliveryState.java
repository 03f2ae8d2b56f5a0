package io.threadline.contracts;

/**
 * What is known of an outbound message's delivery. States are applied by {@link #rank}, not in the
 * order in which reports arrive: a late "sent" never takes back a "delivered".
 */
public enum DeliveryState {
  /** Written to the thread, not yet handed to the provider. */
  QUEUED(0),
  /** The provider call ended without an answer: it may have been taken. Never blindly resent. */
  UNCERTAIN(1),
  /** The provider took it. */
  SENT(2),
  /** It will not arrive; the reason says why in plain language. */
  FAILED(3),
  /** It reached the customer's device or mailbox. */
  DELIVERED(4),
  /** The customer opened it. */
  READ(5);

  private final int rank;

  DeliveryState(int rank) {
    this.rank = rank;
  }

  /** The higher rank wins when two reports of one message disagree. */
  public int rank() {
    return rank;
  }

  /** True if a report of {@code next} changes a message whose state is this one. */
  public boolean yieldsTo(DeliveryState next) {
    return next.rank > rank;
  }
}
