package io.threadline.routing.core;

import io.threadline.contracts.Presence;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.TicketStage;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pool in numbers.
 *
 * @param queues every queue, empty ones too
 * @param agents how many there are in each presence
 * @param load capacity units in use, over all agents who are not offline
 * @param capacity units that those agents have
 */
public record PoolFigures(
    SortedMap<String, QueueFigures> queues,
    SortedMap<Presence, Integer> agents,
    long load,
    long capacity) {

  /** A queue in numbers: tickets waiting, and how long the longest has waited. */
  public record QueueFigures(int depth, Duration oldestWait) {
    static final QueueFigures EMPTY = new QueueFigures(0, Duration.ZERO);

    QueueFigures with(Duration wait) {
      return new QueueFigures(depth + 1, wait.compareTo(oldestWait) > 0 ? wait : oldestWait);
    }
  }

  static PoolFigures of(State state, Instant now) {
    SortedMap<String, QueueFigures> queues = new TreeMap<>();
    for (QueueDefinition queue : state.queues()) {
      queues.put(queue.name(), QueueFigures.EMPTY);
    }
    state.eachTicket(ticket -> {
      if (ticket.stage() == TicketStage.QUEUED) {
        QueueFigures before = queues.getOrDefault(ticket.queue(), QueueFigures.EMPTY);
        queues.put(ticket.queue(), before.with(ticket.waited(now)));
      }
    });
    SortedMap<Presence, Integer> agents = new TreeMap<>();
    long load = 0;
    long capacity = 0;
    for (Presence presence : Presence.values()) {
      agents.put(presence, 0);
    }
    for (Agent agent : state.agents()) {
      agents.merge(agent.presence(), 1, Integer::sum);
      if (agent.presence() != Presence.OFFLINE) {
        int units = agent.definition().capacity();
        load += state.load(agent.login()).permille(units) * units / 1000;
        capacity += units;
      }
    }
    return new PoolFigures(queues, agents, load, capacity);
  }
}
