package io.threadline.routing.core.match;

import io.threadline.routing.core.state.QueueDefinition;

/**
 * What it costs a class of tickets to lose one more agent: {@code weight / target * held *
 * rho^idle} with {@code rho = held / (held + idle)}, its load by how probable it is that the idle
 * agents do not suffice. Tickets that wait need no term: while one waits, no agent who could take
 * it has room. Fixed-point, so that every JVM gets the same.
 */
public final class Price {
  /** Fractional bits of the urgency, weight by target in milliseconds. */
  private static final int URGENCY_BITS = 24;

  /** Fractional bits of the number of tickets. */
  private static final int TICKET_BITS = 16;

  private static final long ONE = 1L << TICKET_BITS;
  private static final long MAX = 1L << 48;
  private static final int MILLI_PER_SECOND = 1_000_000;

  private Price() {}

  /**
   * The price of one agent to a class.
   *
   * @param held tickets of the class that agents hold: its load
   * @param idle agents who could take one now
   */
  public static long of(QueueDefinition queue, int held, int idle) {
    long urgency = ((long) queue.weight() << URGENCY_BITS) / Math.max(1, queue.target().toMillis());
    long tickets = held * shortage(held, idle);
    long bounded = Math.min(Math.max(1, urgency), 1L << URGENCY_BITS);
    return Math.min(MAX, bounded * Math.min(tickets, 1L << (TICKET_BITS + 22)));
  }

  /** {@code rho^idle}. */
  private static long shortage(int held, int idle) {
    long base = held * ONE / Math.max(1, held + idle);
    long power = ONE;
    for (int rest = idle; rest > 0 && power > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        power = power * base >> TICKET_BITS;
      }
      base = base * base >> TICKET_BITS;
    }
    return power;
  }

  /** The highest price that counts as the lowest one, within a band of so many percent. */
  public static long band(long lowest, int percent) {
    return lowest + lowest / 100 * percent + lowest % 100 * percent / 100;
  }

  /** For people: thousandths of tickets by target, a second. */
  static long milli(long price) {
    return (price >> URGENCY_BITS) * MILLI_PER_SECOND >> TICKET_BITS;
  }
}
