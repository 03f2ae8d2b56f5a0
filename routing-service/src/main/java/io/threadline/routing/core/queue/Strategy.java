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
  MOST_SKILLED
}
