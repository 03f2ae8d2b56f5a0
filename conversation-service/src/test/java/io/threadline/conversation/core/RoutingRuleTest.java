package io.threadline.conversation.core;

import static io.threadline.conversation.core.Messages.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Priority;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.routing.RoutingEvent.Position;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoutingRuleTest {
  private static final UUID ID = new UUID(5, 5);

  private static Ticket ticket() {
    return Ticket.opened(
        ID,
        new Conversation(new UUID(1, 1), new UUID(1, 2), 1, null, null),
        Priority.NORMAL,
        new Ticket.Origin(Channel.SMS, Messages.ACCOUNT),
        T0);
  }

  private static Position at(long epoch, long seq, int ordinal) {
    return new Position("default", seq, ordinal, epoch);
  }

  private static TicketQueued queued(Position position) {
    return new TicketQueued(
        position, ID, "billing", "hy", Priority.HIGH, TicketQueued.Reason.REQUESTED, T0, T0);
  }

  private static TicketAssigned assigned(Position position, String agent) {
    return new TicketAssigned(position, ID, agent, "billing", T0, T0);
  }

  @Test
  void queuedThenAssignedOpensTheTicketAndNamesItsAgent() {
    Ticket waiting = RoutingRule.apply(ticket(), queued(at(1, 1, 0))).orElseThrow();
    assertThat(waiting.status()).isEqualTo(TicketStatus.NEW);
    assertThat(waiting.routed().queue()).isEqualTo("billing");
    assertThat(waiting.routed().language()).isEqualTo("hy");
    assertThat(waiting.priority()).isEqualTo(Priority.HIGH);

    Ticket held = RoutingRule.apply(waiting, assigned(at(1, 2, 1), "agent1")).orElseThrow();
    assertThat(held.status()).isEqualTo(TicketStatus.OPEN);
    assertThat(held.routed().assignee()).isEqualTo("agent1");
    assertThat(held.routed().language()).isEqualTo("hy");
  }

  @Test
  void theWordOfAWriterThatLostItsLeaseIsRefused() {
    Ticket held = RoutingRule.apply(ticket(), assigned(at(2, 10, 0), "agent2")).orElseThrow();
    assertThat(RoutingRule.apply(held, assigned(at(1, 99, 0), "agent1"))).isEmpty();
    assertThat(RoutingRule.apply(held, assigned(at(2, 10, 0), "agent1"))).isEmpty();
    assertThat(RoutingRule.apply(held, assigned(at(2, 9, 5), "agent1"))).isEmpty();
    assertThat(RoutingRule.apply(held, assigned(at(2, 10, 1), "agent1"))).isPresent();
    assertThat(RoutingRule.apply(held, assigned(at(3, 1, 0), "agent1"))).isPresent();
  }

  @Test
  void aResolvedTicketKeepsItsAgentWhenRoutingLetsItGo() {
    Ticket held = RoutingRule.apply(ticket(), assigned(at(1, 1, 0), "agent1")).orElseThrow();
    TicketReleased completed =
        new TicketReleased(at(1, 2, 0), ID, "agent1", TicketReleased.Reason.COMPLETED, T0);
    Ticket resolved = RoutingRule.apply(held.resolved("agent1", T0), completed).orElseThrow();
    assertThat(resolved.routed().assignee()).isEqualTo("agent1");
  }

  @Test
  void aReopenedTicketIsNotTakenBackByTheLateReleaseOfItsFirstRound() {
    Ticket held = RoutingRule.apply(ticket(), assigned(at(1, 1, 0), "agent1")).orElseThrow();
    TicketReleased late =
        new TicketReleased(at(1, 2, 0), ID, "agent1", TicketReleased.Reason.COMPLETED, T0);
    Ticket reopened = held.resolved("agent1", T0).reopened();
    Ticket after = RoutingRule.apply(reopened, late).orElseThrow();
    assertThat(after.status()).isEqualTo(TicketStatus.OPEN);
    assertThat(after.routed().assignee()).isNull();
    assertThat(after.routed().lastAssignee()).isEqualTo("agent1");
  }

  @Test
  void anAbandonedTicketIsOver() {
    TicketReleased left =
        new TicketReleased(at(1, 2, 0), ID, null, TicketReleased.Reason.ABANDONED, T0);
    assertThat(RoutingRule.apply(ticket(), left).orElseThrow().status())
        .isEqualTo(TicketStatus.ABANDONED);
  }
}
