package io.threadline.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.routing.core.match.Admission;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.match.Exclusion;
import io.threadline.routing.core.match.Index;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every choice once more, by looking at all agents or all tickets. Properties 4 and 5. */
final class ReferenceChoice {
  private ReferenceChoice() {}

  static void check(State state, Decision decision) {
    switch (decision.kind()) {
      case AGENT_FOR_TICKET, WAITS -> agentForTicket(state, decision);
      case TICKET_FOR_AGENT -> ticketForAgent(state, decision);
      case TOGETHER -> together(state, decision);
      case BY_HAND -> {}
    }
  }

  private static void agentForTicket(State state, Decision decision) {
    Instant now = decision.stamp().at();
    Ticket ticket = Objects.requireNonNull(state.ticket(decision.ticketId()));
    List<Agent> eligible = new ArrayList<>();
    Map<Exclusion, Integer> excluded = new EnumMap<>(Exclusion.class);
    for (Agent agent : state.agents()) {
      Exclusion exclusion = Admission.check(state, agent, ticket, now);
      if (exclusion == null) {
        eligible.add(agent);
      } else {
        excluded.merge(exclusion, 1, Integer::sum);
      }
    }
    eligible.sort(
        decision.strategy() == Strategy.PRICE
            ? ReferencePrices.order(state, ticket, eligible, now)
            : order(state, ticket, decision.strategy()));
    assertThat(decision.considered()).isEqualTo(state.agents().size());
    assertThat(decision.eligible()).isEqualTo(eligible.size());
    assertThat(decision.excluded()).isEqualTo(excluded);
    assertThat(decision.agent()).isEqualTo(login(eligible, 0));
    assertThat(decision.runnerUp() == null ? null : decision.runnerUp().id())
        .isEqualTo(login(eligible, 1));
  }

  private static @Nullable String login(List<Agent> agents, int place) {
    return place < agents.size() ? agents.get(place).login() : null;
  }

  private static Comparator<Agent> order(State state, Ticket ticket, Strategy strategy) {
    Comparator<Agent> load =
        Comparator.comparingLong(
            agent -> state.load(agent.login()).permille(agent.definition().capacity()));
    Comparator<Agent> idle = Comparator.comparing(Agent::idleSince);
    Comparator<Agent> offer =
        Comparator.comparing(agent -> Objects.requireNonNullElse(agent.lastOfferAt(), Instant.MIN));
    Comparator<Agent> order =
        switch (strategy) {
          case LEAST_LOADED -> load.thenComparing(idle);
          case LONGEST_IDLE -> idle.thenComparing(load);
          case ROUND_ROBIN -> offer.thenComparing(idle);
          case MOST_SKILLED, PRIMARY_FIRST ->
              Comparator.comparingInt((Agent agent) -> -levels(agent, ticket))
                  .thenComparing(load)
                  .thenComparing(idle);
          case PRICE -> throw new IllegalArgumentException("prices have a reference of their own");
        };
    return order.thenComparing(Agent::login);
  }

  private static int levels(Agent agent, Ticket ticket) {
    List<Expr.SkillAtLeast> named = new ArrayList<>();
    ticket.activeStep().expr().visitSkills(named::add);
    return named.stream().mapToInt(s -> agent.definition().skills().level(s.skill())).sum();
  }

  private static void ticketForAgent(State state, Decision decision) {
    Instant now = decision.stamp().at();
    Agent agent = state.requireAgent(Objects.requireNonNull(decision.agent()));
    List<Ticket> eligible = new ArrayList<>();
    Set<Object> lines = new HashSet<>();
    for (Ticket ticket : state.tickets()) {
      if (ticket.stage() == TicketStage.QUEUED
          && Admission.check(state, agent, ticket, now) == null) {
        eligible.add(ticket);
        lines.add(List.of(ticket.queue(), ticket.channel(), ticket.activeStep().expr()));
      }
    }
    eligible.sort(
        Comparator.comparingInt((Ticket ticket) -> -precedence(state, agent, ticket))
            .thenComparingLong(ticket -> -index(state, ticket, now).milli())
            .thenComparing(Ticket::virtualAt)
            .thenComparing(Ticket::id));
    assertThat(decision.ticketId()).isEqualTo(eligible.getFirst().id());
    assertThat(decision.index()).isEqualTo(index(state, eligible.getFirst(), now));
    assertThat(decision.eligible()).isEqualTo(lines.size());
  }

  /** Only queues that take the primary first look at the agent's levels. */
  private static int precedence(State state, Agent agent, Ticket ticket) {
    return state.requireQueue(ticket.queue()).strategy() == Strategy.PRIMARY_FIRST
        ? levels(agent, ticket)
        : Integer.MAX_VALUE;
  }

  /** That the tickets count most together is for {@link BatchMatchingTest} to show. */
  private static void together(State state, Decision decision) {
    Instant now = decision.stamp().at();
    Agent agent = state.requireAgent(Objects.requireNonNull(decision.agent()));
    Ticket ticket = Objects.requireNonNull(state.ticket(decision.ticketId()));
    assertThat(ticket.stage()).isEqualTo(TicketStage.QUEUED);
    assertThat(Admission.check(state, agent, ticket, now)).isNull();
    assertThat(decision.index()).isEqualTo(index(state, ticket, now));
  }

  private static Index index(State state, Ticket ticket, Instant now) {
    return Index.of(ticket, state.requireQueue(ticket.queue()), now);
  }
}
