package io.threadline.routing.core.state;

import io.threadline.routing.core.agent.Load;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a pool's engine knows. Entities change only by {@link #put} and {@link #close}, which
 * keep the hash, the timers, the order of waiting and the loads in step with them; so two states of
 * equal entities behave equally.
 */
public final class State {
  private final Table<String, PoolSettings> settings = new Table<>();
  private final Table<String, SkillDefinition> skills = new Table<>();
  private final Table<String, QueueDefinition> queues = new Table<>();
  private final Table<String, Agent> agents = new Table<>();
  private final Table<UUID, Ticket> tickets = new Table<>();
  private final Table<UUID, Offer> offers = new Table<>();

  private final TreeSet<Due> timers = new TreeSet<>();
  private final SortedMap<String, TreeSet<Waiting>> waiting = new TreeMap<>();
  private final SortedMap<String, Load> loads = new TreeMap<>();
  private final SortedMap<String, TreeSet<UUID>> heldBy = new TreeMap<>();

  private final Map<String, Entity> written = new LinkedHashMap<>();
  private final List<UUID> closedTickets = new ArrayList<>();
  private final List<UUID> forgottenOffers = new ArrayList<>();

  /** Adds the entity, or replaces the one of its kind and key. */
  public void put(Entity entity) {
    Entity old =
        switch (entity) {
          case PoolSettings changed -> settings.put(changed.key(), changed);
          case SkillDefinition skill -> skills.put(skill.name(), skill);
          case QueueDefinition queue -> queues.put(queue.name(), queue);
          case Agent agent -> agents.put(agent.login(), agent);
          case Offer offer -> offers.put(offer.id(), offer);
          case Ticket ticket -> {
            Ticket before = tickets.put(ticket.id(), ticket);
            unindex(before);
            index(ticket);
            yield before;
          }
        };
    if (old != null) {
      old.dues().forEach(timers::remove);
    }
    timers.addAll(entity.dues());
    written.put(kindAndKey(entity), entity);
  }

  /** Routing is done with the ticket. */
  public void close(Ticket ticket) {
    Ticket old = tickets.remove(ticket.id());
    if (old == null) {
      throw new IllegalStateException("ticket " + ticket.id() + " is not there to close");
    }
    unindex(old);
    old.dues().forEach(timers::remove);
    written.remove(kindAndKey(old));
    closedTickets.add(old.id());
  }

  /** The ended offer is no longer answered for. */
  public void forget(Offer offer) {
    offers.remove(offer.id());
    offer.dues().forEach(timers::remove);
    written.remove(kindAndKey(offer));
    forgottenOffers.add(offer.id());
  }

  private void index(Ticket ticket) {
    if (ticket.stage() == TicketStage.QUEUED) {
      waiting.computeIfAbsent(ticket.queue(), _ -> new TreeSet<>()).add(Waiting.of(ticket));
    }
    if (ticket.hold() != null) {
      String agent = ticket.hold().agent();
      loads.computeIfAbsent(agent, _ -> new Load()).change(ticket.hold(), 1);
      heldBy.computeIfAbsent(agent, _ -> new TreeSet<>()).add(ticket.id());
    }
  }

  private void unindex(@Nullable Ticket ticket) {
    if (ticket == null) {
      return;
    }
    if (ticket.stage() == TicketStage.QUEUED) {
      waitingIn(ticket.queue()).remove(Waiting.of(ticket));
    }
    if (ticket.hold() != null) {
      String agent = ticket.hold().agent();
      load(agent).change(ticket.hold(), -1);
      TreeSet<UUID> held = heldBy.get(agent);
      if (held != null) {
        held.remove(ticket.id());
      }
    }
  }

  private static String kindAndKey(Entity entity) {
    return entity.getClass().getSimpleName() + '/' + entity.key();
  }

  /** What changed since the last call. */
  public Changes drainChanges() {
    Changes changes =
        new Changes(
            List.copyOf(written.values()),
            List.copyOf(closedTickets),
            List.copyOf(forgottenOffers));
    written.clear();
    closedTickets.clear();
    forgottenOffers.clear();
    return changes;
  }

  /** The settings; a pool is of no use before it has them. */
  public PoolSettings settings() {
    PoolSettings current = settings.get(PoolSettings.KEY);
    if (current == null) {
      throw new IllegalStateException("the pool has no settings yet: configure it first");
    }
    return current;
  }

  public boolean isConfigured() {
    return settings.get(PoolSettings.KEY) != null;
  }

  /** By name. */
  public Collection<QueueDefinition> queues() {
    return queues.all();
  }

  public @Nullable SkillDefinition skill(String name) {
    return skills.get(name);
  }

  public @Nullable QueueDefinition queue(String name) {
    return queues.get(name);
  }

  public @Nullable Agent agent(String login) {
    return agents.get(login);
  }

  public @Nullable Ticket ticket(UUID id) {
    return tickets.get(id);
  }

  public @Nullable Offer offer(UUID id) {
    return offers.get(id);
  }

  /** The agent of a login that is known to be there. */
  public Agent requireAgent(String login) {
    Agent agent = agents.get(login);
    if (agent == null) {
      throw new IllegalStateException("agent '" + login + "' holds work but is not defined");
    }
    return agent;
  }

  /** The queue of a ticket: queues are never removed. */
  public QueueDefinition requireQueue(String name) {
    QueueDefinition queue = queues.get(name);
    if (queue == null) {
      throw new IllegalStateException("queue '" + name + "' has tickets but is not defined");
    }
    return queue;
  }

  /** By login. */
  public Collection<Agent> agents() {
    return agents.all();
  }

  /** By id. */
  public Collection<Ticket> tickets() {
    return tickets.all();
  }

  /** By id, ended ones that are still remembered included. */
  public Collection<Offer> offers() {
    return offers.all();
  }

  /** Queues with waiting tickets, by name; each in the order of its tickets' virtual times. */
  public SortedMap<String, TreeSet<Waiting>> waiting() {
    return Collections.unmodifiableSortedMap(waiting);
  }

  private TreeSet<Waiting> waitingIn(String queue) {
    return waiting.computeIfAbsent(queue, _ -> new TreeSet<>());
  }

  /** What the agent holds now; of an agent without work an empty one. */
  public Load load(String login) {
    return loads.computeIfAbsent(login, _ -> new Load());
  }

  /** The tickets whose hold is on the agent, a copy. */
  public SortedSet<UUID> heldBy(String login) {
    TreeSet<UUID> held = heldBy.get(login);
    return held == null ? new TreeSet<>() : new TreeSet<>(held);
  }

  /** The first timer, or null. */
  public @Nullable Due nextDue() {
    return timers.isEmpty() ? null : timers.first();
  }

  /** Takes the first timer out if it is due. */
  public @Nullable Due pollDue(Instant now) {
    Due first = nextDue();
    if (first == null || first.at().isAfter(now)) {
      return null;
    }
    timers.remove(first);
    return first;
  }

  /** Every entity: definitions first, then agents, tickets, offers. */
  public List<Entity> entities() {
    List<Entity> all = new ArrayList<>();
    all.addAll(settings.all());
    all.addAll(skills.all());
    all.addAll(queues.all());
    all.addAll(agents.all());
    all.addAll(tickets.all());
    all.addAll(offers.all());
    return all;
  }

  /** The hash over all entities: equal states have equal hashes in every JVM. */
  public long hash() {
    return settings.hash()
        + skills.hash()
        + queues.hash()
        + agents.hash()
        + tickets.hash()
        + offers.hash();
  }
}
