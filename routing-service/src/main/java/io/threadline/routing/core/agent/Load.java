package io.threadline.routing.core.agent;

import java.util.SortedMap;
import java.util.TreeMap;

/** What an agent holds: derived from the tickets, never stored. Mutable; the state owns it. */
public final class Load {
  private int primary;
  private int interruptible;
  private int exclusive;
  private int tickets;
  private final SortedMap<String, Integer> byChannel = new TreeMap<>();

  /** Takes on a ticket's hold, or with -1 gives it back. */
  public void change(Hold hold, int sign) {
    switch (hold.ledger()) {
      case PRIMARY -> primary += sign * hold.weight();
      case INTERRUPTIBLE -> interruptible += sign * hold.weight();
      case EXCLUSIVE -> exclusive += sign;
    }
    tickets += sign;
    byChannel.merge(hold.channel(), sign, (a, b) -> a + b == 0 ? null : a + b);
  }

  /** True if a hold of that weight fits beside the present load. */
  public boolean admits(Ledger ledger, int weight, int capacity) {
    return switch (ledger) {
      case PRIMARY -> exclusive == 0 && primary + weight <= capacity;
      case INTERRUPTIBLE -> exclusive == 0 && primary + interruptible + weight <= capacity;
      case EXCLUSIVE -> exclusive == 0 && primary == 0;
    };
  }

  /** How many tickets of a channel are held. */
  public int on(String channel) {
    return byChannel.getOrDefault(channel, 0);
  }

  public int primary() {
    return primary;
  }

  public int interruptible() {
    return interruptible;
  }

  public int tickets() {
    return tickets;
  }

  public boolean isEmpty() {
    return tickets == 0;
  }

  /** The part of the capacity in use, in thousandths; an exclusive hold is all of it. */
  public long permille(int capacity) {
    return exclusive > 0 ? 1000 : (primary + interruptible) * 1000L / capacity;
  }
}
