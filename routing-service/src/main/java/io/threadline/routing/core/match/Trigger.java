package io.threadline.routing.core.match;

/** What made the engine look for a match. */
public enum Trigger {
  TICKET_ARRIVED,
  TICKET_REQUEUED,
  STEP_STARTED,
  COOLDOWN_ENDED,
  AGENT_READY,
  AGENT_FREED,
  AGENT_CHANGED,
  RAMP_ENDED,
  BY_HAND
}
