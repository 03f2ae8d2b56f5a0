package io.threadline.conversation.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The tickets of one customer while a batch is folded, and what the batch did to them. */
final class TicketsOfOne {
  private final List<Ticket> newestFirst;
  private final Set<UUID> opened = new HashSet<>();
  private final Set<UUID> changed = new HashSet<>();

  TicketsOfOne(List<Ticket> newestFirst) {
    this.newestFirst = new ArrayList<>(newestFirst);
  }

  List<Ticket> newestFirst() {
    return newestFirst;
  }

  void open(Ticket ticket) {
    newestFirst.addFirst(ticket);
    opened.add(ticket.id());
  }

  void change(Ticket ticket) {
    newestFirst.replaceAll(known -> known.id().equals(ticket.id()) ? ticket : known);
    changed.add(ticket.id());
  }

  List<Ticket> opened() {
    return newestFirst.stream().filter(ticket -> opened.contains(ticket.id())).toList();
  }

  List<Ticket> changed() {
    return newestFirst.stream()
        .filter(ticket -> changed.contains(ticket.id()) && !opened.contains(ticket.id()))
        .toList();
  }
}
