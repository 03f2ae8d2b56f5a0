package io.threadline.routing.store;

import io.threadline.routing.core.state.Changes;
import io.threadline.routing.core.state.Entity;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.Ticket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Changes of several commits that the tables do not state yet: of each entity only the last. */
public final class Unwritten {
  private final Map<String, Entity> named = new LinkedHashMap<>();
  private final Map<UUID, Ticket> tickets = new LinkedHashMap<>();
  private final Map<UUID, Offer> offers = new LinkedHashMap<>();
  private final Set<UUID> closedTickets = new LinkedHashSet<>();
  private final Set<UUID> forgottenOffers = new LinkedHashSet<>();

  /** Changes that follow those added before. */
  public void add(Changes changes) {
    for (UUID id : changes.closedTickets()) {
      tickets.remove(id);
      closedTickets.add(id);
    }
    for (UUID id : changes.forgottenOffers()) {
      offers.remove(id);
      forgottenOffers.add(id);
    }
    // What is closed and among the written ones has come back since.
    for (Entity entity : changes.written()) {
      switch (entity) {
        case Ticket ticket -> tickets.put(ticket.id(), ticket);
        case Offer offer -> offers.put(offer.id(), offer);
        default -> named.put(entity.getClass().getSimpleName() + ' ' + entity.key(), entity);
      }
    }
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /** How many rows it is. */
  public int size() {
    return named.size()
        + tickets.size()
        + offers.size()
        + closedTickets.size()
        + forgottenOffers.size();
  }

  /** All of them, as if one commit had made them; none is left here. */
  public Changes take() {
    List<Entity> written = new ArrayList<>(named.values());
    written.addAll(tickets.values());
    written.addAll(offers.values());
    Changes all = new Changes(written, List.copyOf(closedTickets), List.copyOf(forgottenOffers));
    named.clear();
    tickets.clear();
    offers.clear();
    closedTickets.clear();
    forgottenOffers.clear();
    return all;
  }
}
