package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Effort;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.CalendarDefinition;
import io.threadline.routing.core.state.Entity;
import io.threadline.routing.core.state.Listener;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Agents and waiting tickets, arranged so that the best of them is found without looking at all:
 * the time grows with the number of distinct requirements and signatures and with the logarithm of
 * the number of agents and tickets. It follows from the entities and decides as a search through
 * all of them would.
 */
public final class Market implements Listener {
  private final Effort effort = new Effort();
  private final State state;
  private final Roster roster;
  private final Backlog backlog;
  private long searches;

  /** Follows the state from now on; the state must be empty. */
  public Market(State state) {
    this.state = state;
    this.roster = new Roster(state, effort);
    this.backlog = new Backlog(state, roster);
    state.listen(this);
  }

  @Override
  public void changed(@Nullable Entity before, @Nullable Entity after) {
    switch (after == null ? before : after) {
      case Agent agent -> roster.changed(before instanceof Agent old ? old : null, agent);
      case Ticket _ -> ticketChanged((Ticket) before, (Ticket) after);
      case QueueDefinition queue -> backlog.changed(queue);
      case PoolSettings settings -> roster.settingsChanged(settings);
      case SkillDefinition _, CalendarDefinition _, Offer _ -> {}
      case null -> throw new IllegalArgumentException("a change has a before or an after");
    }
  }

  private void ticketChanged(@Nullable Ticket before, @Nullable Ticket after) {
    backlog.changed(before, after);
    if (before != null && before.hold() != null) {
      roster.touch(before.hold().agent());
    }
    if (after != null && after.hold() != null) {
      roster.touch(after.hold().agent());
    }
  }

  private void settle(Instant now) {
    roster.settle(now);
    backlog.settle();
    roster.settle(now);
  }

  /** Who is to take the ticket. */
  public AgentChoice agentFor(Ticket ticket, QueueDefinition queue, Instant now) {
    roster.channel(ticket.channel());
    roster.settle(now);
    if (queue.strategy() == Strategy.PRICE) {
      backlog.settleHolds();
      roster.settle(now);
    }
    Requirement requirement = backlog.requirement(ticket.activeStep().expr());
    searches++;
    return new AgentSearch(state, roster, queue, ticket, requirement, now, searches).choose();
  }

  /** Which waiting ticket the agent is to take. */
  public TicketChoice ticketFor(Agent agent, Instant now) {
    settle(now);
    Seat seat = roster.seat(agent.login());
    if (seat == null) {
      throw new IllegalStateException("agent '" + agent.login() + "' has no seat");
    }
    return new TicketSearch(state, backlog, effort, seat, now).choose();
  }

  /**
   * Who of several agents, free at once, is to take which ticket: at most one each.
   *
   * @param logins the first are preferred where it makes no difference to the tickets
   */
  public List<Pair> together(List<String> logins, Instant now) {
    settle(now);
    List<Seat> seats = new ArrayList<>();
    for (String login : logins) {
      Seat seat = roster.seat(login);
      if (seat != null) {
        seats.add(seat);
      }
    }
    return new BatchSearch(state, backlog, seats, now).choose();
  }

  /** True if some agent could ever be offered a ticket at the step. */
  public boolean possible(Step step, Instant now) {
    roster.settle(now);
    Requirement requirement = backlog.requirement(step.expr());
    SortedSet<String> only = requirement.only();
    if (only != null) {
      return only.stream().anyMatch(login -> counts(login, step));
    }
    Demand demand = roster.demand(requirement.base());
    int capable = demand.capable;
    for (String login : requirement.named()) {
      Seat seat = roster.seat(login);
      boolean satisfies = seat != null && demand.expr.test(login, seat.agent.definition().skills());
      capable -= satisfies && !counts(login, step) ? 1 : 0;
    }
    return capable > 0;
  }

  private boolean counts(String login, Step step) {
    Seat seat = roster.seat(login);
    return seat != null
        && !(step.sticky() && seat.agent.presence() == io.threadline.contracts.Presence.OFFLINE)
        && step.expr().test(login, seat.agent.definition().skills());
  }

  /** Tickets, by id, among which are all that wait at a step that has become impossible. */
  public List<Ticket> doubtful(Instant now) {
    settle(now);
    return backlog.doubtful(
        line -> line.requirement.only() != null || !possible(new Step(line.key.expr(), null), now));
  }

  /** How many tickets stand in a line. */
  public int waiting(Instant now) {
    settle(now);
    return backlog.size();
  }

  /** Comparisons made so far, a measure of work without noise. */
  public long comparisons() {
    return effort.comparisons();
  }
}
