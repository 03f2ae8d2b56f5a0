package io.threadline.routing.core.flow;

import io.threadline.routing.core.match.AgentChoice;
import io.threadline.routing.core.match.Contender;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.match.Exclusion;
import io.threadline.routing.core.match.Index;
import io.threadline.routing.core.match.Pair;
import io.threadline.routing.core.match.TicketChoice;
import io.threadline.routing.core.match.Trigger;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down why. */
final class Explain {
  private Explain() {}

  static Decision agentForTicket(
      Turn turn,
      Trigger trigger,
      Ticket ticket,
      AgentChoice.Chance best,
      AgentChoice search,
      UUID offer) {
    QueueDefinition queue = turn.state().requireQueue(ticket.queue());
    return new Decision(
        turn.stamp(),
        turn.decisionCount(),
        Decision.Kind.AGENT_FOR_TICKET,
        trigger,
        ticket.id(),
        ticket.queue(),
        ticket.step() + 1,
        ticket.steps().size(),
        turn.state().text(ticket.activeStep().expr()),
        best.login(),
        offer,
        Index.of(ticket, queue, turn.now()),
        queue.strategy(),
        search.eligible(),
        search.considered(),
        contender(best, turn.now()),
        search.second() == null ? null : contender(search.second(), turn.now()),
        search.excluded(),
        whyThisAgent(turn, queue, best, ticket, search),
        Decision.RULES_VERSION,
        turn.state().hash(),
        ticket.triaged());
  }

  static Decision ticketForAgent(
      Turn turn,
      Trigger trigger,
      Agent agent,
      TicketChoice.Claim best,
      TicketChoice search,
      UUID offer) {
    String reason = whyThisTicket(turn, agent, best, search);
    return claimed(
        turn, Decision.Kind.TICKET_FOR_AGENT, trigger, agent, best, search, reason, offer);
  }

  /** A pair has no runner-up: another pair would have changed others. */
  static Decision together(Turn turn, Trigger trigger, Agent agent, Pair pair, UUID offer) {
    TicketChoice.Claim claim = pair.claim();
    String reason =
        agent.login()
            + " satisfies "
            + step(turn, claim.ticket())
            + " and has room; of the heads of "
            + pair.lines()
            + " waiting queues those that count most together go to "
            + pair.agents()
            + " agents free at once, this one among them ("
            + words(claim.index())
            + ")";
    TicketChoice search = new TicketChoice(claim, null, pair.lines(), pair.lines(), Map.of());
    return claimed(turn, Decision.Kind.TOGETHER, trigger, agent, claim, search, reason, offer);
  }

  private static Decision claimed(
      Turn turn,
      Decision.Kind kind,
      Trigger trigger,
      Agent agent,
      TicketChoice.Claim best,
      TicketChoice search,
      String reason,
      UUID offer) {
    Ticket ticket = best.ticket();
    QueueDefinition queue = turn.state().requireQueue(ticket.queue());
    return new Decision(
        turn.stamp(),
        turn.decisionCount(),
        kind,
        trigger,
        ticket.id(),
        ticket.queue(),
        ticket.step() + 1,
        ticket.steps().size(),
        turn.state().text(ticket.activeStep().expr()),
        agent.login(),
        offer,
        best.index(),
        queue.strategy(),
        search.eligible(),
        search.considered(),
        contender(best, turn.now()),
        search.second() == null ? null : contender(search.second(), turn.now()),
        search.excluded(),
        reason,
        Decision.RULES_VERSION,
        turn.state().hash(),
        ticket.triaged());
  }

  private static String whyThisAgent(
      Turn turn,
      QueueDefinition queue,
      AgentChoice.Chance best,
      Ticket ticket,
      AgentChoice search) {
    return best.login()
        + " satisfies '"
        + turn.state().text(ticket.activeStep().expr())
        + "' (step "
        + (ticket.step() + 1)
        + " of "
        + ticket.steps().size()
        + ") and is "
        + words(queue.strategy())
        + " of "
        + search.eligible()
        + " able ("
        + search.considered()
        + " in the pool)";
  }

  private static String whyThisTicket(
      Turn turn, Agent agent, TicketChoice.Claim best, TicketChoice search) {
    return agent.login()
        + " satisfies "
        + step(turn, best.ticket())
        + " and has room; of "
        + search.eligible()
        + " waiting queue heads this one "
        + (best.suits() ? "counts most (" : "comes first by the agent's levels, then counts most (")
        + words(best.index())
        + ")";
  }

  static Decision waits(Turn turn, Trigger trigger, Ticket ticket, AgentChoice search) {
    StringJoiner reasons = new StringJoiner(", ");
    search.excluded().forEach((exclusion, n) -> reasons.add(n + " " + words(exclusion)));
    String reason =
        search.considered() == 0
            ? "waits: the pool has no agents"
            : "waits at "
                + step(turn, ticket)
                + ": of "
                + search.considered()
                + " agents "
                + reasons;
    return other(
        turn,
        Decision.Kind.WAITS,
        trigger,
        ticket,
        null,
        search.considered(),
        search.excluded(),
        reason);
  }

  static Decision byHand(Turn turn, Ticket ticket, Agent agent, String by) {
    String reason =
        by.equals(agent.login())
            ? by + " took the ticket"
            : by + " gave the ticket to " + agent.login();
    return other(
        turn, Decision.Kind.BY_HAND, Trigger.BY_HAND, ticket, agent.login(), 1, Map.of(), reason);
  }

  private static Decision other(
      Turn turn,
      Decision.Kind kind,
      Trigger trigger,
      Ticket ticket,
      @Nullable String agent,
      int considered,
      Map<Exclusion, Integer> excluded,
      String reason) {
    QueueDefinition queue = turn.state().requireQueue(ticket.queue());
    return new Decision(
        turn.stamp(),
        turn.decisionCount(),
        kind,
        trigger,
        ticket.id(),
        ticket.queue(),
        ticket.step() + 1,
        ticket.steps().size(),
        turn.state().text(ticket.activeStep().expr()),
        agent,
        null,
        Index.of(ticket, queue, turn.now()),
        queue.strategy(),
        agent == null ? 0 : 1,
        considered,
        null,
        null,
        excluded,
        reason,
        Decision.RULES_VERSION,
        turn.state().hash(),
        ticket.triaged());
  }

  private static Contender contender(AgentChoice.Chance chance, Instant now) {
    return new Contender(
        chance.login(),
        chance.loadPermille(),
        Duration.between(chance.idleSince(), now).toMillis(),
        chance.score());
  }

  private static Contender contender(TicketChoice.Claim claim, Instant now) {
    Ticket ticket = claim.ticket();
    return new Contender(
        ticket.id().toString(), 0, ticket.waited(now).toMillis(), claim.index().milli());
  }

  private static String step(Turn turn, Ticket ticket) {
    return "'"
        + turn.state().text(ticket.activeStep().expr())
        + "' (step "
        + (ticket.step() + 1)
        + " of "
        + ticket.steps().size()
        + ")";
  }

  private static String words(Index index) {
    String thousandths = Long.toString(1000 + index.milli() % 1000).substring(1);
    return "index "
        + index.milli() / 1000
        + '.'
        + thousandths
        + ": counts as "
        + index.waitedMillis() / 1000
        + " s waited, target "
        + index.targetMillis() / 1000
        + " s, weight "
        + index.weight();
  }

  private static String words(Strategy strategy) {
    return switch (strategy) {
      case LEAST_LOADED -> "the least loaded";
      case LONGEST_IDLE -> "the longest idle";
      case ROUND_ROBIN -> "next in turn";
      case MOST_SKILLED, PRIMARY_FIRST -> "the most skilled";
      case PRICE -> "the least missed elsewhere";
    };
  }

  private static String words(Exclusion exclusion) {
    return exclusion.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
