package io.threadline.routing.core.queue;

/** Who is first among the agents that may take a ticket. Ties go to whoever idles longest. */
public enum Strategy {
  /** The smallest part of the capacity in use. */
  LEAST_LOADED,
  /** The longest without new or finished work. */
  LONGEST_IDLE,
  /** The longest since the last offer. */
  ROUND_ROBIN,
  /** Whom the other waiting and expected tickets would miss least; see the price's formula. */
  PRICE,
  /** The highest sum of levels over the skills that the step names. */
  MOST_SKILLED,
  /**
   * The most skilled, both ways: a free agent takes first what asks for the agent's highest levels,
   * whatever waits longer. Tickets of queues with another strategy come before it, by their index.
   * Who works mostly on one thing stays with it; a ticket that is nobody's best can wait long, so
   * give the queue steps or let it overflow.
   */
  PRIMARY_FIRST
}
