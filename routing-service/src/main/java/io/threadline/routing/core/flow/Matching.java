package io.threadline.routing.core.flow;

import static io.threadline.routing.core.match.Trigger.AGENT_FREED;
import static io.threadline.routing.core.match.Trigger.TICKET_ARRIVED;

import io.threadline.contracts.Presence;
import io.threadline.routing.core.match.AgentChoice;
import io.threadline.routing.core.match.Index;
import io.threadline.routing.core.match.Pair;
import io.threadline.routing.core.match.TicketChoice;
import io.threadline.routing.core.match.Trigger;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import io.threadline.routing.core.state.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/**
 * Brings tickets and agents together until no waiting ticket has an agent who may take it.
 *
 * <p>An agent with room takes the waiting ticket with the highest {@link Index}; a ticket that
 * comes to wait takes the first agent in the order of its queue's strategy. Several agents who are
 * free at once, as when the timers of a failover's time fire, are matched together. The {@link
 * io.threadline.routing.core.match.Market} finds them.
 */
public final class Matching {
  /** So many agents are matched at once; more come after them. */
  private static final int MAX_TOGETHER = 256;

  private static final Comparator<Agent> LONGEST_IDLE =
      Comparator.comparing(Agent::idleSince).thenComparing(Agent::login);

  private Matching() {}

  /** Matches whoever has become free and whatever has come to wait in this turn. */
  public static void run(Turn turn) {
    var triggers = turn.takeFreeAgents();
    if (!triggers.isEmpty()) {
      fill(turn, triggers);
    }
    var restless = turn.takeRestlessTickets();
    if (!restless.isEmpty()) {
      place(turn, restless);
    }
  }

  private static void fill(Turn turn, SortedMap<String, Trigger> triggers) {
    if (triggers.size() == 1) {
      fill(turn, triggers.firstKey(), triggers.getOrDefault(triggers.firstKey(), AGENT_FREED));
      return;
    }
    List<Agent> free = new ArrayList<>();
    triggers.keySet().forEach(login -> free.add(turn.state().requireAgent(login)));
    free.sort(LONGEST_IDLE);
    for (int i = 0; i < free.size(); i += MAX_TOGETHER) {
      together(turn, free.subList(i, Math.min(i + MAX_TOGETHER, free.size())), triggers);
    }
    for (Agent agent : free) {
      fill(turn, agent.login(), triggers.getOrDefault(agent.login(), AGENT_FREED));
    }
  }

  /** Rounds of one ticket an agent, so that nobody takes the backlog alone. */
  private static void together(Turn turn, List<Agent> free, SortedMap<String, Trigger> triggers) {
    List<String> logins = free.stream().map(Agent::login).toList();
    List<Pair> pairs = turn.market().together(logins, turn.now());
    while (!pairs.isEmpty()) {
      for (Pair pair : pairs) {
        Agent agent = turn.state().requireAgent(pair.login());
        Trigger trigger = triggers.getOrDefault(pair.login(), AGENT_FREED);
        UUID offerId = turn.nextOfferId();
        var decision = Explain.together(turn, trigger, agent, pair, offerId);
        turn.record(decision);
        OfferFlow.make(turn, offerId, pair.claim().ticket(), agent, decision.reason());
      }
      pairs = turn.market().together(logins, turn.now());
    }
  }

  private static void place(Turn turn, SortedMap<UUID, Trigger> restless) {
    if (restless.size() == 1) {
      place(turn, restless.firstKey(), restless.getOrDefault(restless.firstKey(), TICKET_ARRIVED));
      return;
    }
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
      place(turn, id, restless.getOrDefault(id, TICKET_ARRIVED));
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
    TicketChoice choice = turn.market().ticketFor(agent, turn.now());
    TicketChoice.Claim best = choice.best();
    if (best == null) {
      return false;
    }
    UUID offerId = turn.nextOfferId();
    var decision = Explain.ticketForAgent(turn, trigger, agent, best, choice, offerId);
    turn.record(decision);
    OfferFlow.make(turn, offerId, best.ticket(), agent, decision.reason());
    return true;
  }

  private static void place(Turn turn, UUID ticketId, Trigger trigger) {
    Ticket ticket = turn.state().ticket(ticketId);
    if (ticket == null || ticket.stage() != TicketStage.QUEUED) {
      return;
    }
    QueueDefinition queue = turn.state().requireQueue(ticket.queue());
    AgentChoice choice = turn.market().agentFor(ticket, queue, turn.now());
    AgentChoice.Chance best = choice.best();
    if (best == null) {
      turn.record(Explain.waits(turn, trigger, ticket, choice));
      return;
    }
    UUID offerId = turn.nextOfferId();
    var decision = Explain.agentForTicket(turn, trigger, ticket, best, choice, offerId);
    turn.record(decision);
    OfferFlow.make(turn, offerId, ticket, best.agent(), decision.reason());
  }
}
