package io.threadline.routing.core.state;

import io.threadline.routing.core.agent.Load;
import io.threadline.routing.core.calendar.Hours;
import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.requirement.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that a pool's engine knows. Entities change only by {@link #put}, {@link #close} and {@link
 * #forget}, which keep the hash and the timers in step and tell the listeners; whatever else is
 * kept follows from the entities, so two states of equal entities behave equally.
 */
public final class State {
  private final Texts texts = new Texts();
  private final Table<String, PoolSettings> settings = new Table<>(PoolSettings.class, texts);
  private final Table<String, SkillDefinition> skills = new Table<>(SkillDefinition.class, texts);
  private final Table<String, CalendarDefinition> calendars =
      new Table<>(CalendarDefinition.class, texts);
  private final Table<String, QueueDefinition> queues = new Table<>(QueueDefinition.class, texts);
  private final Table<String, Agent> agents = new Table<>(Agent.class, texts);
  private final Table<UUID, Ticket> tickets = new Table<>(Ticket.class, texts);
  private final Table<UUID, Offer> offers = new Table<>(Offer.class, texts);

  private final Timetable timers = new Timetable();
  private final CompiledSteps compiled = new CompiledSteps();
  private final Holdings holdings = new Holdings(agents);
  private final Depths depths = new Depths();
  private final List<Listener> listeners = new ArrayList<>();

  private final List<Table.Row<?, ? extends Entity>> written = new ArrayList<>();
  private final List<UUID> closedTickets = new ArrayList<>();
  private final List<UUID> forgottenOffers = new ArrayList<>();

  /** Tells the listener of every change from now on that something can follow from. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Adds the entity, or replaces the one of its kind and key. */
  public void put(Entity entity) {
    switch (entity) {
      case PoolSettings changed -> put(settings, changed.key(), changed);
      case SkillDefinition skill -> put(skills, skill.name(), skill);
      case CalendarDefinition calendar -> put(calendars, calendar.name(), calendar);
      case QueueDefinition queue -> put(queues, queue.name(), queue);
      case Agent agent -> put(agents, agent.login(), agent);
      case Offer offer -> put(offers, offer.id(), offer);
      case Ticket ticket -> put(tickets, ticket.id(), ticket);
    }
  }

  private <K extends Comparable<K>, V extends Entity> void put(Table<K, V> table, K key, V value) {
    Table.Row<K, V> row = table.row(key);
    V before = row == null ? null : row.value;
    if (row == null) {
      row = table.add(key, value);
    } else {
      table.replace(row, value);
    }
    timers.set(row, value.dues());
    if (!row.written) {
      row.written = true;
      written.add(row);
    }
    tell(before, value);
  }

  /** Routing is done with the ticket. */
  public void close(Ticket ticket) {
    Table.Row<UUID, Ticket> row = tickets.row(ticket.id());
    if (row == null) {
      throw new IllegalStateException("ticket " + ticket.id() + " is not there to close");
    }
    tickets.remove(row);
    timers.set(row, List.of());
    row.written = false;
    tell(row.value, null);
    closedTickets.add(ticket.id());
  }

  private void tell(@Nullable Entity before, @Nullable Entity after) {
    holdings.changed(before, after);
    depths.changed(before, after);
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).changed(before, after);
    }
  }

  /** What changed since the last call. */
  public Changes drainChanges() {
    List<Entity> entities = new ArrayList<>(written.size());
    for (Table.Row<?, ? extends Entity> row : written) {
      if (row.written) {
        row.written = false;
        entities.add(row.value);
      }
    }
    Changes changes =
        new Changes(entities, List.copyOf(closedTickets), List.copyOf(forgottenOffers));
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

  public Collection<CalendarDefinition> calendars() {
    return calendars.all();
  }

  public @Nullable SkillDefinition skill(String name) {
    return skills.get(name);
  }

  public @Nullable CalendarDefinition calendar(String name) {
    return calendars.get(name);
  }

  /** The hours of a calendar that something refers to: calendars are never removed. */
  public @Nullable Hours hours(@Nullable String name) {
    CalendarDefinition calendar = name == null ? null : calendars.get(name);
    return calendar == null ? null : calendar.hours();
  }

  /** How many tickets wait in a queue. */
  public int depth(String queue) {
    return depths.of(queue);
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

  /** The agent's number, given in the order in which agents were defined; -1 for no agent. */
  public int agentNumber(String login) {
    return agents.number(login);
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

  /** Visits every ticket in no order that means anything: for sums. */
  public void eachTicket(Consumer<? super Ticket> visitor) {
    tickets.each(visitor);
  }

  /** What a ticket of the queue and language asks for, with no agent preferred. */
  public List<Step> steps(QueueDefinition queue, @Nullable String language) {
    return compiled.of(queue, language);
  }

  /** How an expression reads. */
  public String text(Expr expr) {
    return texts.of(expr);
  }

  /** What the agent holds, now and later; empty for an agent without work. */
  public Load load(String login) {
    return holdings.load(login);
  }

  /** The tickets whose hold is on the agent, a copy. */
  public SortedSet<UUID> heldBy(String login) {
    return holdings.load(login).ids();
  }

  /** The first timer, or null. */
  public @Nullable Due nextDue() {
    return timers.first();
  }

  /**
   * Takes the first timer out if it is due. Ended offers whose time has come are forgotten on the
   * way: that is all that their timers are for.
   */
  public @Nullable Due pollDue(Instant now) {
    Timetable.Alarm alarm = timers.poll(now);
    while (alarm != null && alarm.due.kind() == Due.Kind.OFFER_FORGOTTEN) {
      forget(alarm.row);
      alarm = timers.poll(now);
    }
    return alarm == null ? null : alarm.due;
  }

  /** No listener is told: nothing follows from an ended offer. */
  private void forget(Table.Row<?, ?> row) {
    Table.Row<UUID, Offer> offer = offers.requireOwn(row);
    offers.remove(offer);
    offer.written = false;
    forgottenOffers.add(offer.key);
  }

  /** Every entity: definitions first, then agents, tickets, offers. */
  public List<Entity> entities() {
    List<Entity> all = new ArrayList<>();
    all.addAll(settings.all());
    all.addAll(skills.all());
    all.addAll(calendars.all());
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
        + calendars.hash()
        + queues.hash()
        + agents.hash()
        + tickets.hash()
        + offers.hash();
  }
}
