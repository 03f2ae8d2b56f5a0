package io.threadline.contracts;

/**
 * How urgent a ticket is. Routing turns it into a time credit, so that nobody waits for ever behind
 * more urgent work.
 */
public enum Priority {
  LOW,
  NORMAL,
  HIGH,
  URGENT
}
