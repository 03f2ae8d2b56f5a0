package io.threadline.routing.core.flow;

import io.threadline.contracts.Presence;
import io.threadline.routing.core.match.Admission;
import io.threadline.routing.core.match.Exclusion;
import io.threadline.routing.core.match.Index;
import io.threadline.routing.core.match.Trigger;
import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import io.threadline.routing.core.state.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Brings tickets and agents together until no waiting ticket has an agent who may take it.
 *
 * <p>An agent with room takes the waiting ticket with the highest {@link Index}; a ticket that
 * comes to wait takes the first agent in the order of its queue's strategy. Linear scans: every
 * agent for a ticket, every queue's tickets up to the first admissible one for an agent.
 */
public final class Matching {
  private Matching() {}

  /** An agent's chances for a ticket, in the terms of the strategies. */
  record Chance(Agent agent, long loadPermille, Instant idleSince, int levels) {}

  /** A ticket's claim on an agent. */
  record Claim(Ticket ticket, Index index) {}

  private static final Comparator<Claim> BY_INDEX =
      Comparator.comparingLong((Claim claim) -> claim.index().milli())
          .reversed()
          .thenComparing(claim -> claim.ticket().virtualAt())
          .thenComparing(claim -> claim.ticket().id());

  /** Matches whoever has become free and whatever has come to wait in this turn. */
  public static void run(Turn turn) {
    List<Agent> free = new ArrayList<>();
    var triggers = turn.takeFreeAgents();
    triggers.keySet().forEach(login -> free.add(turn.state().requireAgent(login)));
    free.sort(Comparator.comparing(Agent::idleSince).thenComparing(Agent::login));
    for (Agent agent : free) {
      fill(turn, agent.login(), triggers.getOrDefault(agent.login(), Trigger.AGENT_FREED));
    }
    var restless = turn.takeRestlessTickets();
    List<Waiting> waiting = new ArrayList<>();
    for (UUID id : restless.keySet()) {
      Ticket ticket = turn.state().ticket(id);
      if (ticket != null && ticket.stage() == TicketStage.QUEUED) {
        waiting.add(Waiting.of(ticket));
      }
    }
    waiting.sort(Comparator.naturalOrder());
    for (Waiting place : waiting) {
      UUID id = place.ticketId();
      place(turn, id, restless.getOrDefault(id, Trigger.TICKET_ARRIVED));
    }
  }

  private static void fill(Turn turn, String login, Trigger trigger) {
    boolean offered = true;
    while (offered) {
      Agent agent = turn.state().requireAgent(login);
      offered = agent.presence() == Presence.READY && offerBestTicket(turn, agent, trigger);
    }
  }

  private static boolean offerBestTicket(Turn turn, Agent agent, Trigger trigger) {
    State state = turn.state();
    Search<Claim> search = new Search<>(BY_INDEX);
    for (var queue : state.waiting().entrySet()) {
      for (Waiting place : queue.getValue()) {
        Ticket ticket = state.ticket(place.ticketId());
        if (ticket == null) {
          throw new IllegalStateException("ticket " + place + " waits but is not there");
        }
        Exclusion exclusion = Admission.check(state, agent, ticket, turn.now());
        if (exclusion == null) {
          QueueDefinition definition = state.requireQueue(queue.getKey());
          search.admit(new Claim(ticket, Index.of(ticket, definition, turn.now())));
          // Within a queue the index falls with the virtual time: the first one is the best.
          break;
        }
        search.exclude(exclusion);
      }
    }
    Claim best = search.best();
    if (best == null) {
      return false;
    }
    UUID offerId = turn.nextOfferId();
    var decision = Explain.ticketForAgent(turn, trigger, agent, best, search, offerId);
    turn.record(decision);
    OfferFlow.make(turn, offerId, best.ticket(), agent, decision.reason());
    return true;
  }

  private static void place(Turn turn, UUID ticketId, Trigger trigger) {
    State state = turn.state();
    Ticket ticket = state.ticket(ticketId);
    if (ticket == null || ticket.stage() != TicketStage.QUEUED) {
      return;
    }
    QueueDefinition queue = state.requireQueue(ticket.queue());
    Search<Chance> search = new Search<>(order(queue));
    for (Agent agent : state.agents()) {
      Exclusion exclusion = Admission.check(state, agent, ticket, turn.now());
      if (exclusion == null) {
        search.admit(chance(state, agent, ticket));
      } else {
        search.exclude(exclusion);
      }
    }
    Chance best = search.best();
    if (best == null) {
      turn.record(Explain.waits(turn, trigger, ticket, search));
      return;
    }
    UUID offerId = turn.nextOfferId();
    var decision = Explain.agentForTicket(turn, trigger, ticket, best, search, offerId);
    turn.record(decision);
    OfferFlow.make(turn, offerId, ticket, best.agent(), decision.reason());
  }

  private static Chance chance(State state, Agent agent, Ticket ticket) {
    List<Expr.SkillAtLeast> named = new ArrayList<>();
    ticket.activeStep().expr().visitSkills(named::add);
    int levels = 0;
    for (Expr.SkillAtLeast skill : named) {
      levels += agent.definition().skills().level(skill.skill());
    }
    long load = state.load(agent.login()).permille(agent.definition().capacity());
    return new Chance(agent, load, agent.idleSince(), levels);
  }

  private static Comparator<Chance> order(QueueDefinition queue) {
    Comparator<Chance> byLoad = Comparator.comparingLong(Chance::loadPermille);
    Comparator<Chance> byIdle = Comparator.comparing(Chance::idleSince);
    Comparator<Chance> byOffer =
        Comparator.comparing(chance ->
            chance.agent().lastOfferAt() == null ? Instant.MIN : chance.agent().lastOfferAt());
    Comparator<Chance> bySkill = Comparator.comparingInt(Chance::levels).reversed();
    Comparator<Chance> order =
        switch (queue.strategy()) {
          case LEAST_LOADED -> byLoad.thenComparing(byIdle);
          case LONGEST_IDLE -> byIdle.thenComparing(byLoad);
          case ROUND_ROBIN -> byOffer.thenComparing(byIdle);
          case MOST_SKILLED -> bySkill.thenComparing(byLoad).thenComparing(byIdle);
        };
    return order.thenComparing(chance -> chance.agent().login());
  }
}
