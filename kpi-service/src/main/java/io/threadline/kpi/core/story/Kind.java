package io.threadline.kpi.core.story;

/**
 * What happened to a ticket, as far as any KPI cares. Names and order are stored: only add at the
 * end.
 */
public enum Kind {
  /** The ticket was opened: channel, customer. */
  OPENED,
  /** The customer wrote: channel. */
  CUSTOMER_WROTE,
  /** A human wrote to the customer: channel, agent. */
  AGENT_WROTE,
  /** A bot wrote to the customer: channel. */
  BOT_WROTE,
  /** From unsolved to resolved or closed: customer, agent if one did it. */
  RESOLVED,
  /** From resolved, closed or abandoned back to unsolved: customer. */
  REOPENED,
  /** Became spam: customer. */
  SPAM,
  /** Was spam and is not: customer. */
  NOT_SPAM,
  /** The customer left. */
  ABANDONED,
  /** Any other change of status, kept for measures of time spent in a status. */
  MOVED,
  /** Waits in a queue: queue, since, position. */
  QUEUED,
  /** An agent took it: queue, agent, since, position. */
  ASSIGNED,
  /** The customer answered the satisfaction question: score. */
  RATED
}
