package io.threadline.contracts;

/** Whether an agent can be offered work. */
public enum Presence {
  /** Takes offers. */
  READY,
  /** Keeps work, takes no offers. */
  AWAY,
  /** Finishes the work at hand, then goes offline. */
  DRAINING,
  /** Not at work. */
  OFFLINE
}
