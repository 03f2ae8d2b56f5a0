package io.threadline.routing.core.state;

/** Where a ticket stands with routing. A closed ticket is forgotten. */
public enum TicketStage {
  QUEUED,
  /** Waits for an hour, not for an agent. */
  DEFERRED,
  OFFERED,
  ASSIGNED,
  WRAPPING
}
