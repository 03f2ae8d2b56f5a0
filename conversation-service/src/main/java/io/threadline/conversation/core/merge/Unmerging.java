package io.threadline.conversation.core.merge;

import io.threadline.contracts.conversation.Direction;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.Ticket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one thread two again. Each message goes home; since a merge kept the order of both threads,
 * numbering the rest anew restores the numbers that they had. Tickets go home too.
 *
 * <p>A message that came in between may stand on a ticket that is now in the other thread. It joins
 * its own customer's newest unsolved ticket; if there is none and the ticket it stood on is
 * unsolved, a customer waits for an answer, so a ticket is opened for them; else it stands on none.
 */
public final class Unmerging {
  private final State state;
  private final Homes homes;
  private final Supplier<UUID> ticketIds;
  private final Map<UUID, UUID> threadOfTicket = new HashMap<>();
  private final Map<UUID, Ticket> tickets = new LinkedHashMap<>();
  private final Map<UUID, UUID> joined = new HashMap<>();
  private final List<Opening> opened = new ArrayList<>();
  private final List<Placed> staying = new ArrayList<>();
  private final List<Placed> leaving = new ArrayList<>();

  private Unmerging(State state, Supplier<UUID> ticketIds) {
    this.state = state;
    this.ticketIds = ticketIds;
    this.homes =
        new Homes(state.merged().customerId(), state.addresses(), state.marked(), state.messages());
  }

  /**
   * The merged thread, read under its lock.
   *
   * @param merged the conversation that holds everything
   * @param restored the conversation that gets its messages back, as it was left
   * @param leaving the customers who leave: the restored one and whom they had absorbed
   * @param messages all of the thread in order
   * @param tickets all of the thread, newest first
   * @param marked the tickets that were there before a merge, with whose they are
   * @param addresses whose each address is at home
   */
  public record State(
      Conversation merged,
      Conversation restored,
      Set<UUID> leaving,
      List<Entry> messages,
      List<Ticket> tickets,
      Map<UUID, UUID> marked,
      Map<Address, UUID> addresses) {}

  /**
   * What is to be written.
   *
   * @param threads both conversations as they stand then, the one that held everything first
   * @param messages all messages, each thread in order
   * @param left the tickets that go with the restored customer
   * @param homes whose each ticket is at home
   * @param opened new tickets, for customers who would else wait for nobody
   */
  public record Plan(
      List<Conversation> threads,
      List<Placed> messages,
      Set<UUID> left,
      Map<UUID, UUID> homes,
      List<Opening> opened) {}

  /**
   * A new ticket.
   *
   * @param stoodOn the ticket that the customer's messages stood on, which is in the other thread
   */
  public record Opening(Ticket ticket, Ticket stoodOn) {}

  /**
   * @param ticketIds ids for new tickets
   */
  public static Plan plan(State state, Supplier<UUID> ticketIds) {
    return new Unmerging(state, ticketIds).plan();
  }

  private Plan plan() {
    Map<UUID, UUID> ticketHomes = new HashMap<>();
    for (Ticket ticket : state.tickets()) {
      UUID home = homes.ofTicket(ticket.id());
      tickets.put(ticket.id(), ticket);
      ticketHomes.put(ticket.id(), home);
      threadOfTicket.put(ticket.id(), thread(home).id());
    }
    state.messages().forEach(this::place);
    opened.forEach(each -> ticketHomes.put(each.ticket().id(), each.ticket().customerId()));
    List<Placed> all = new ArrayList<>(staying);
    all.addAll(leaving);
    UUID restored = state.restored().id();
    List<UUID> left =
        state.tickets().stream()
            .map(Ticket::id)
            .filter(id -> restored.equals(threadOfTicket.get(id)))
            .toList();
    return new Plan(
        List.of(Entry.thread(state.merged(), staying), Entry.thread(state.restored(), leaving)),
        all,
        Set.copyOf(left),
        ticketHomes,
        opened);
  }

  private Conversation thread(UUID home) {
    return state.leaving().contains(home) ? state.restored() : state.merged();
  }

  private void place(Entry entry) {
    UUID home = homes.of(entry);
    Conversation thread = thread(home);
    List<Placed> side = thread.id().equals(state.restored().id()) ? leaving : staying;
    side.add(new Placed(entry, thread.id(), side.size() + 1L, home, ticket(entry, thread)));
  }

  private @Nullable UUID ticket(Entry entry, Conversation thread) {
    UUID own = entry.ticketId();
    if (own == null || thread.id().equals(threadOfTicket.get(own))) {
      return own;
    }
    return joined.computeIfAbsent(thread.id(), _ -> unsolvedOf(thread, entry, tickets.get(own)));
  }

  /** The ticket to join instead of the one that is in the other thread now. */
  private @Nullable UUID unsolvedOf(Conversation thread, Entry entry, @Nullable Ticket stoodOn) {
    for (Ticket ticket : state.tickets()) {
      if (ticket.status().unsolved() && thread.id().equals(threadOfTicket.get(ticket.id()))) {
        return ticket.id();
      }
    }
    Entry.Route route = entry.route();
    if (stoodOn == null
        || !stoodOn.status().unsolved()
        || route == null
        || entry.direction() != Direction.INBOUND) {
      return null;
    }
    Ticket ticket =
        Ticket.opened(
            ticketIds.get(),
            thread,
            stoodOn.priority(),
            new Ticket.Origin(route.channel(), route.channelAccountId()),
            entry.at());
    opened.add(new Opening(ticket, stoodOn));
    return ticket.id();
  }
}
