package io.threadline.routing.core.match;

import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a decision fell on one agent and not on another, told in the state in which it was made. */
public final class WhyNot {
  private WhyNot() {}

  /**
   * What stood between an agent and the ticket, or what put another agent first.
   *
   * @param state before the decision took effect
   */
  public static Verdict of(State state, Decision decision, String login, Instant now) {
    Agent agent = state.agent(login);
    Ticket ticket = state.ticket(decision.ticketId());
    if (agent == null) {
      return new Verdict(login, null, login + " was not defined then");
    }
    if (login.equals(decision.agent())) {
      return new Verdict(login, null, "was chosen: " + decision.reason());
    }
    if (ticket == null) {
      return new Verdict(login, null, "the ticket was not in routing then");
    }
    Verdict verdict = Admission.verdict(state, agent, ticket, now);
    Agent chosen = decision.agent() == null ? null : state.agent(decision.agent());
    return verdict.exclusion() != null || chosen == null
        ? verdict
        : new Verdict(login, null, outdone(state, decision, ticket, agent, chosen));
  }

  private static String outdone(
      State state, Decision decision, Ticket ticket, Agent agent, Agent chosen) {
    String able = agent.login() + " could have been offered this ticket";
    return switch (decision.kind()) {
      case BY_HAND -> able + "; a person chose: " + decision.reason();
      case TICKET_FOR_AGENT, WAITS ->
          able + " too; " + chosen.login() + " was given the ticket first in the same moment";
      case TOGETHER ->
          able
              + "; "
              + chosen.login()
              + " was given it because the tickets taken together count most so: "
              + decision.reason();
      case AGENT_FOR_TICKET ->
          able
              + "; "
              + chosen.login()
              + " came first: "
              + order(state, decision, ticket, agent, chosen);
    };
  }

  private static String order(
      State state, Decision decision, Ticket ticket, Agent agent, Agent chosen) {
    String idle = "idle since %s against %s".formatted(chosen.idleSince(), agent.idleSince());
    String load =
        "load %d against %d thousandths, "
            .formatted(permille(state, chosen), permille(state, agent));
    return switch (decision.strategy()) {
      case LEAST_LOADED -> load + idle;
      case LONGEST_IDLE -> idle;
      case ROUND_ROBIN ->
          "last offer at %s against %s".formatted(chosen.lastOfferAt(), agent.lastOfferAt());
      case MOST_SKILLED, PRIMARY_FIRST ->
          "levels %d against %d, ".formatted(levels(ticket, chosen), levels(ticket, agent))
              + load
              + idle;
      case PRICE ->
          "price %s against %s thousandths, "
                  .formatted(price(decision, chosen), price(decision, agent))
              + load
              + idle;
    };
  }

  private static long permille(State state, Agent agent) {
    return state.load(agent.login()).permille(agent.definition().capacity());
  }

  private static int levels(Ticket ticket, Agent agent) {
    List<String> named = new ArrayList<>();
    ticket
        .activeStep()
        .expr()
        .visitSkills((Expr.SkillAtLeast skill) -> {
          if (!named.contains(skill.skill())) {
            named.add(skill.skill());
          }
        });
    return Ranking.levels(agent.definition().skills(), named);
  }

  /** Only of the first two the price was kept; everybody else's was not lower. */
  private static String price(Decision decision, Agent agent) {
    for (@Nullable Contender each : new Contender[] {decision.winner(), decision.runnerUp()}) {
      if (each != null && each.id().equals(agent.login())) {
        return Long.toString(each.index());
      }
    }
    Contender second = decision.runnerUp();
    return second == null ? "a higher one" : "at least " + second.index();
  }
}
