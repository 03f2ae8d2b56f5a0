package io.threadline.routing.core;

import io.threadline.contracts.Presence;
import io.threadline.routing.core.match.Admission;
import io.threadline.routing.core.match.Price;
import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The prices of agents from all tickets and all agents. Property 5. */
final class ReferencePrices {
  private record TicketClass(Expr base, String channel, String queue, boolean named, Expr expr) {
    static TicketClass of(Ticket ticket) {
      Expr expr = ticket.activeStep().expr();
      List<Expr> rest = new ArrayList<>();
      boolean named = false;
      List<Expr> parts = new ArrayList<>();
      flatten(expr, parts);
      for (Expr part : parts) {
        if (part instanceof Expr.AgentIn agents) {
          named |= !agents.negated();
        } else {
          rest.add(part);
        }
      }
      return new TicketClass(new Expr.AllOf(rest), ticket.channel(), ticket.queue(), named, expr);
    }
  }

  private ReferencePrices() {}

  private static void flatten(Expr expr, List<Expr> parts) {
    if (expr instanceof Expr.AllOf all) {
      all.parts().forEach(part -> flatten(part, parts));
    } else {
      parts.add(expr);
    }
  }

  static Comparator<Agent> order(State state, Ticket ticket, List<Agent> eligible, Instant now) {
    Map<TicketClass, Integer> held = new HashMap<>();
    for (Ticket other : state.tickets()) {
      if (other.hold() != null) {
        held.merge(TicketClass.of(other), 1, Integer::sum);
      }
    }
    Map<String, Long> prices = new HashMap<>();
    long lowest = Long.MAX_VALUE;
    for (Agent agent : eligible) {
      long price = price(state, agent, held, now);
      prices.put(agent.login(), price);
      lowest = Math.min(lowest, price);
    }
    QueueDefinition queue = state.requireQueue(ticket.queue());
    long limit = lowest == Long.MAX_VALUE ? 0 : Price.band(lowest, queue.fairnessBand());
    return Comparator.comparingLong(
            (Agent agent) -> Math.max(limit, prices.getOrDefault(agent.login(), 0L)))
        .thenComparingLong(
            agent -> state.load(agent.login()).permille(agent.definition().capacity()) / 250)
        .thenComparing(Agent::idleSince)
        .thenComparing(Agent::login);
  }

  private static long price(State state, Agent agent, Map<TicketClass, Integer> held, Instant now) {
    long price = 0;
    for (var entry : held.entrySet()) {
      TicketClass wanted = entry.getKey();
      if (!wanted.named && couldTake(state, agent, wanted, now)) {
        int idle = 0;
        for (Agent other : state.agents()) {
          idle += couldTake(state, other, wanted, now) ? 1 : 0;
        }
        price += Price.of(state.requireQueue(wanted.queue), entry.getValue(), idle);
      }
    }
    return price;
  }

  private static boolean couldTake(State state, Agent agent, TicketClass wanted, Instant now) {
    boolean ramping =
        agent.rampEndsAt() != null
            && now.isBefore(agent.rampEndsAt())
            && agent.rampOffers() >= state.settings().rampOffers();
    return agent.presence() == Presence.READY
        && !ramping
        && wanted.base.test(agent.login(), agent.definition().skills())
        && Admission.room(state, agent, wanted.channel) == null;
  }
}
