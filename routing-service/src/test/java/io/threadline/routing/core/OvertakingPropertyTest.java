package io.threadline.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.routing.core.match.Admission;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Property 6. Whoever is offered a ticket could not have been offered one that stands before it in
 * the same line. A ticket overtakes one of another line only if the ratio of their waits is above
 * the inverse ratio of weight by target; queues that take the primary first are left out of that.
 */
class OvertakingPropertyTest {
  private static final int STEPS = 600;
  private int choices;
  private int overtakings;

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void nobodyIsOvertakenBeyondTheBound(long seed) {
    run(seed);
    assertThat(choices).as("choices of seed %d", seed).isGreaterThan(50);
    assertThat(overtakings).as("overtakings of seed %d", seed).isPositive();
  }

  @Test
  void nobodyIsOvertakenForASeedNobodyChose() {
    run(new Random().nextLong());
  }

  private void run(long seed) {
    try {
      new EngineSimulation(seed, this::judge).run(STEPS);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private void judge(State state, Decision decision) {
    if (decision.agent() == null || decision.kind() == Decision.Kind.BY_HAND) {
      return;
    }
    Agent agent = state.requireAgent(decision.agent());
    Ticket chosen = Objects.requireNonNull(state.ticket(decision.ticketId()));
    Instant now = decision.stamp().at();
    for (Ticket other : state.tickets()) {
      if (other.stage() == TicketStage.QUEUED
          && !other.id().equals(chosen.id())
          && Admission.check(state, agent, other, now) == null) {
        choices++;
        if (sameLine(chosen, other)) {
          assertThat(isBefore(chosen, other)).as("%s before %s", chosen, other).isTrue();
        } else if (decision.kind() == Decision.Kind.TICKET_FOR_AGENT
            && byIndex(state, chosen)
            && byIndex(state, other)) {
          overtake(state, chosen, other, now);
        }
      }
    }
  }

  private static boolean sameLine(Ticket a, Ticket b) {
    return a.queue().equals(b.queue())
        && a.channel().equals(b.channel())
        && a.activeStep().expr().equals(b.activeStep().expr());
  }

  private static boolean byIndex(State state, Ticket ticket) {
    return state.requireQueue(ticket.queue()).strategy() != Strategy.PRIMARY_FIRST;
  }

  private static boolean isBefore(Ticket a, Ticket b) {
    int order = a.virtualAt().compareTo(b.virtualAt());
    return order < 0 || (order == 0 && a.id().compareTo(b.id()) < 0);
  }

  /** {@code wait_j / wait_i >= (w_i / T_i) / (w_j / T_j)}, multiplied out, to a thousandth. */
  private void overtake(State state, Ticket chosen, Ticket passed, Instant now) {
    if (!chosen.virtualAt().isAfter(passed.virtualAt())) {
      return;
    }
    overtakings++;
    assertThat(claim(state, chosen, now) + .001)
        .as("%s overtakes %s at %s", chosen, passed, now)
        .isGreaterThanOrEqualTo(claim(state, passed, now));
  }

  private static double claim(State state, Ticket ticket, Instant now) {
    QueueDefinition queue = state.requireQueue(ticket.queue());
    long waited = Math.max(0, Duration.between(ticket.virtualAt(), now).toMillis());
    return queue.weight() * (double) waited / queue.target().toMillis();
  }
}
