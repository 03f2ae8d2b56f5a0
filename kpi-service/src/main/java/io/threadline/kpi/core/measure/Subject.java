package io.threadline.kpi.core.measure;

/** What one count is a count of. */
public enum Subject {
  /** A ticket. */
  TICKET,
  /** A ticket among the other contacts of its customer. */
  CONTACT,
  /** A message of a ticket. */
  MESSAGE,
  /** The delivery of one message to the customer. */
  DELIVERY
}
