package io.threadline.routing.core.agent;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an agent holds: derived from the tickets, never stored. Mutable; the state owns it. */
public final class Load {
  private int primary;
  private int interruptible;
  private int exclusive;
  private int tickets;
  private @Nullable UUID[] ids = new UUID[4];
  private @Nullable String[] channels = new String[2];
  private int[] onChannel = new int[2];

  /** Takes a ticket on. */
  public void take(UUID ticket, Hold hold) {
    if (tickets == ids.length) {
      ids = Arrays.copyOf(ids, tickets * 2);
    }
    ids[tickets] = ticket;
    change(hold, 1);
  }

  /** Gives a ticket back that was taken on with that hold. */
  public void giveBack(UUID ticket, Hold hold) {
    int last = tickets - 1;
    for (int i = 0; i < last; i++) {
      if (ticket.equals(ids[i])) {
        ids[i] = ids[last];
        break;
      }
    }
    ids[last] = null;
    change(hold, -1);
  }

  private void change(Hold hold, int sign) {
    switch (hold.ledger()) {
      case PRIMARY -> primary += sign * hold.weight();
      case INTERRUPTIBLE -> interruptible += sign * hold.weight();
      case EXCLUSIVE -> exclusive += sign;
    }
    tickets += sign;
    int slot = slot(hold.channel());
    onChannel[slot] += sign;
  }

  /** An agent works on a few channels: looking through them is quicker than any map. */
  private int slot(String channel) {
    for (int i = 0; i < channels.length; i++) {
      String there = channels[i];
      if (there == null || there.equals(channel)) {
        channels[i] = channel;
        return i;
      }
    }
    int added = channels.length;
    channels = Arrays.copyOf(channels, added * 2);
    onChannel = Arrays.copyOf(onChannel, added * 2);
    channels[added] = channel;
    return added;
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
    for (int i = 0; i < channels.length; i++) {
      if (channel.equals(channels[i])) {
        return onChannel[i];
      }
    }
    return 0;
  }

  /** The tickets that are held, a copy. */
  public SortedSet<UUID> ids() {
    SortedSet<UUID> copy = new TreeSet<>();
    for (int i = 0; i < tickets; i++) {
      UUID id = ids[i];
      if (id != null) {
        copy.add(id);
      }
    }
    return copy;
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
