package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Bits;
import io.threadline.routing.core.requirement.Expr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tickets ask of an agent's skills, once for all tickets that ask the same: with a channel it
 * is a requirement class. Knows how many agents satisfy it and how they stand, which buckets they
 * are in, and which of its tickets wait.
 */
final class Demand {
  final int number;
  final Expr expr;

  /** Agents who satisfy it, at work or not. */
  int capable;

  /** Of these, who are ready; of those, who are held back by the ramp limiter. */
  int ready;

  int ramping;

  /** Ready and not ramping: with room for the channel, and with the channel's maximum. */
  final int[] open = new int[Channels.MAX];

  final int[] full = new int[Channels.MAX];

  /** The buckets whose agents satisfy it, by number. */
  final Bits buckets = new Bits();

  /** Lines that are not empty. */
  final List<Line> lines = new ArrayList<>();

  /** Lines with tickets that are held. */
  final List<Line> busy = new ArrayList<>();

  /** By channel, where a queue asks for the most skilled. */
  final @Nullable Ranking[] rankings = new Ranking[Channels.MAX];

  boolean ranked;

  Demand(int number, Expr expr) {
    this.number = number;
    this.expr = expr;
  }

  /** Counts an agent in, or with -1 out. */
  void count(Standing standing, int sign) {
    capable += sign;
    if (standing.absence() != null) {
      return;
    }
    ready += sign;
    if (standing.ramping()) {
      ramping += sign;
    } else {
      add(open, standing.room(), sign);
      add(full, standing.full(), sign);
    }
  }

  /** An agent who is counted stands otherwise now. */
  void recount(Standing before, Standing after) {
    if (before.takesPart() && after.takesPart()) {
      long moved = before.room() ^ after.room();
      add(open, moved & after.room(), 1);
      add(open, moved & before.room(), -1);
      long filled = before.full() ^ after.full();
      add(full, filled & after.full(), 1);
      add(full, filled & before.full(), -1);
    } else {
      count(before, -1);
      count(after, 1);
    }
  }

  private static void add(int[] counts, long channels, int sign) {
    for (long rest = channels; rest != 0; rest &= rest - 1) {
      counts[Long.numberOfTrailingZeros(rest)] += sign;
    }
  }
}
