package io.threadline.conversation.core.merge;

import io.threadline.conversation.core.Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose each message and each ticket of a merged thread is. What was there before a merge is marked
 * with it; what came since belongs to whom its address belongs to, and a note to whom its ticket
 * belongs to.
 */
final class Homes {
  private final UUID survivor;
  private final Map<Address, UUID> addresses;
  private final Map<UUID, UUID> tickets = new HashMap<>();

  /**
   * @param survivor whose everything is of which nothing else is known
   * @param addresses whose each address was before the merges
   * @param marked the tickets that are marked, with whose they are
   * @param entries all messages of the thread in order
   */
  Homes(UUID survivor, Map<Address, UUID> addresses, Map<UUID, UUID> marked, List<Entry> entries) {
    this.survivor = survivor;
    this.addresses = addresses;
    tickets.putAll(marked);
    for (Entry entry : entries) {
      UUID known = known(entry);
      if (entry.ticketId() != null && known != null) {
        tickets.putIfAbsent(entry.ticketId(), known);
      }
    }
  }

  private @Nullable UUID known(Entry entry) {
    Address address = entry.address();
    return entry.home() != null || address == null ? entry.home() : addresses.get(address);
  }

  UUID of(Entry entry) {
    UUID known = known(entry);
    if (known != null) {
      return known;
    }
    return entry.ticketId() == null ? survivor : ofTicket(entry.ticketId());
  }

  UUID ofTicket(UUID ticket) {
    return tickets.getOrDefault(ticket, survivor);
  }
}
