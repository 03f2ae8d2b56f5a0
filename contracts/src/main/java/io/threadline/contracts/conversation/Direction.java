package io.threadline.contracts.conversation;

/** Who a message of a thread is from and for. */
public enum Direction {
  /** From the customer. */
  INBOUND,
  /** To the customer. */
  OUTBOUND,
  /** Between colleagues; the customer never sees it. */
  NOTE
}
