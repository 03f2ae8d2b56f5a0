package io.threadline.routing.simulate;

import io.threadline.contracts.Presence;
import io.threadline.contracts.routing.PresenceChanged;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How busy each agent was, from what the engine tells the world: the share of the time at work in
 * which the agent held at least one ticket (accepted, up to the end of the wrap-up).
 */
public final class Workload {
  private final SortedMap<String, Ledger> agents = new TreeMap<>();
  private final Map<UUID, String> holders = new HashMap<>();
  private Instant since = Instant.EPOCH;

  private static final class Ledger {
    private boolean present;
    private int tickets;
    private Instant settledAt = Instant.EPOCH;
    private long presentNanos;
    private long busyNanos;

    Ledger copy() {
      Ledger copy = new Ledger();
      copy.present = present;
      copy.tickets = tickets;
      copy.settledAt = settledAt;
      copy.presentNanos = presentNanos;
      copy.busyNanos = busyNanos;
      return copy;
    }

    void settle(Instant at) {
      long passed = Duration.between(settledAt, at).toNanos();
      presentNanos += present || tickets > 0 ? passed : 0;
      busyNanos += tickets > 0 ? passed : 0;
      settledAt = at;
    }
  }

  /** Another that goes on from here. */
  public Workload copy() {
    Workload copy = new Workload();
    agents.forEach((login, ledger) -> copy.agents.put(login, ledger.copy()));
    copy.holders.putAll(holders);
    copy.since = since;
    return copy;
  }

  /** Somebody who was at work before this began to follow. */
  public void present(String agent, Instant at) {
    ledger(agent, at).present = true;
  }

  /** Somebody who held a ticket before this began to follow. */
  public void holds(UUID ticket, String agent, Instant at) {
    holders.put(ticket, agent);
    ledger(agent, at).tickets++;
  }

  /** Follows what happens. */
  public void told(RoutingEvent event) {
    switch (event) {
      case PresenceChanged changed ->
          ledger(changed.agent(), changed.at()).present = changed.presence() != Presence.OFFLINE;
      case TicketAssigned assigned -> {
        release(assigned.ticketId(), assigned.at());
        holders.put(assigned.ticketId(), assigned.agent());
        ledger(assigned.agent(), assigned.at()).tickets++;
      }
      case TicketQueued queued -> release(queued.ticketId(), queued.at());
      case TicketReleased released -> release(released.ticketId(), released.at());
      default -> {
        // Offers are no work yet.
      }
    }
  }

  private void release(UUID ticket, Instant at) {
    @Nullable String holder = holders.remove(ticket);
    if (holder != null) {
      ledger(holder, at).tickets--;
    }
  }

  private Ledger ledger(String agent, Instant at) {
    Ledger ledger = agents.computeIfAbsent(agent, _ -> new Ledger());
    ledger.settle(at.isBefore(since) ? since : at);
    return ledger;
  }

  /** Counts from then on; who is present and what is held goes on. */
  public void startAt(Instant at) {
    since = at;
    for (Ledger ledger : agents.values()) {
      ledger.settle(at);
      ledger.presentNanos = 0;
      ledger.busyNanos = 0;
    }
  }

  /** From 0 to 1 by agent, of those who were at work at all. */
  public SortedMap<String, Double> occupancy(Instant until) {
    SortedMap<String, Double> shares = new TreeMap<>();
    agents.forEach((login, ledger) -> {
      ledger.settle(until);
      if (ledger.presentNanos > 0) {
        shares.put(login, ledger.busyNanos / (double) ledger.presentNanos);
      }
    });
    return shares;
  }
}
