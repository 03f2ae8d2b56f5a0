package io.threadline.conversation.core.merge;

import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.Conversation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes two threads one: by time of acceptance, and each thread keeps the order it had. Every
 * message is marked with whose it is, so that the merge can be undone.
 */
public final class Merging {
  private Merging() {}

  /**
   * A thread before the merge, read under its lock.
   *
   * @param messages in order
   * @param tickets all of them
   * @param marked the tickets that were there before an earlier merge, with whose they are
   */
  public record Side(
      Conversation thread, List<Entry> messages, List<UUID> tickets, Map<UUID, UUID> marked) {}

  /**
   * What is to be written.
   *
   * @param thread the survivor's conversation, holding everything
   * @param messages all of both threads, in the new order, numbered from 1
   * @param homes whose each ticket is when customers are unmerged
   */
  public record Plan(Conversation thread, List<Placed> messages, Map<UUID, UUID> homes) {}

  /**
   * @param addresses whose each address was before any merge
   */
  public static Plan plan(Side survivor, Side absorbed, Map<Address, UUID> addresses) {
    Homes ownHomes = homes(survivor, addresses);
    Homes otherHomes = homes(absorbed, addresses);
    List<Entry> own = survivor.messages();
    List<Entry> others = absorbed.messages();
    List<Placed> placed = new ArrayList<>(own.size() + others.size());
    int one = 0;
    int other = 0;
    while (one < own.size() || other < others.size()) {
      boolean fromOwn =
          other == others.size()
              || (one < own.size() && !own.get(one).at().isAfter(others.get(other).at()));
      Entry entry = fromOwn ? own.get(one++) : others.get(other++);
      UUID home = (fromOwn ? ownHomes : otherHomes).of(entry);
      placed.add(
          new Placed(entry, survivor.thread().id(), placed.size() + 1L, home, entry.ticketId()));
    }
    Map<UUID, UUID> tickets = new HashMap<>();
    survivor.tickets().forEach(ticket -> tickets.put(ticket, ownHomes.ofTicket(ticket)));
    absorbed.tickets().forEach(ticket -> tickets.put(ticket, otherHomes.ofTicket(ticket)));
    return new Plan(Entry.thread(survivor.thread(), placed), placed, tickets);
  }

  private static Homes homes(Side side, Map<Address, UUID> addresses) {
    return new Homes(side.thread().customerId(), addresses, side.marked(), side.messages());
  }
}
