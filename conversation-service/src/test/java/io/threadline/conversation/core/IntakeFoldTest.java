package io.threadline.conversation.core;

import static io.threadline.conversation.core.Messages.T0;
import static io.threadline.conversation.core.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Event;
import io.threadline.contracts.Priority;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.conversation.core.Intake.Caused;
import io.threadline.conversation.core.Intake.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntakeFoldTest {
  private static final String NUMBER = "+37411123456";
  private static final AttachRule RULE = new AttachRule(Duration.ofDays(3));
  private static final UUID THREAD = new UUID(1, 1);
  private static final UUID TICKET = new UUID(5, 5);

  private static Intake.State state(Conversation thread, List<Ticket> tickets) {
    return new Intake.State(
        Map.of(
            Address.of(Channel.SMS, NUMBER), thread.id(),
            Address.of(Channel.EMAIL, "ann@example.com"), thread.id()),
        Map.of(thread.id(), thread),
        Map.of(thread.id(), tickets),
        Map.of(),
        Map.of());
  }

  private static Conversation thread() {
    return new Conversation(THREAD, new UUID(1, 2), 4, null, "agent2");
  }

  private static Plan plan(Intake.State state, MessageReceived... batch) {
    return IntakeFold.plan(state, List.of(batch), RULE, T0.plusSeconds(9), () -> TICKET);
  }

  private static List<String> kinds(Plan plan) {
    return plan.events().stream().map(caused -> caused.event().getClass().getSimpleName()).toList();
  }

  private static <E extends Event> E event(Plan plan, Class<E> kind) {
    return plan.events().stream()
        .map(Caused::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPhoneNumberIsOneAddressOverAllItsChannels() {
    assertThat(Address.of(Channel.WHATSAPP, NUMBER)).isEqualTo(Address.of(Channel.SMS, NUMBER));
    assertThat(Address.of(Channel.TELEGRAM, "37411123456"))
        .isNotEqualTo(Address.of(Channel.SMS, "37411123456"));
  }

  @Test
  void theFirstMessageOpensATicketAndAsksForTheAgentWhoServedTheCustomerLast() {
    Plan plan = plan(state(thread(), List.of()), message(Channel.SMS, NUMBER, "hello"));

    assertThat(kinds(plan)).containsExactly("TicketOpened", "AgentRequested", "MessageAppended");
    assertThat(plan.opened()).extracting(Ticket::id).containsExactly(TICKET);
    AgentRequested request = event(plan, AgentRequested.class);
    assertThat(request.preferredAgent()).isEqualTo("agent2");
    assertThat(request.reopened()).isFalse();
    assertThat(request.queueHint()).isEqualTo("general");
    assertThat(request.requestedAt()).isEqualTo(T0);
  }

  @Test
  void messagesOfOneBatchGetTheNextSeqsAndShareTheTicketOverChannels() {
    Plan plan =
        plan(
            state(thread(), List.of()),
            message(Channel.SMS, NUMBER, "one"),
            message(Channel.WHATSAPP, NUMBER, "two"),
            message(Channel.EMAIL, "ann@example.com", "three"));

    assertThat(plan.appended()).extracting(Intake.Appended::seq).containsExactly(5L, 6L, 7L);
    assertThat(plan.appended()).extracting(Intake.Appended::ticketId).containsOnly(TICKET);
    assertThat(plan.opened()).hasSize(1);
    Conversation after = plan.conversations().getFirst();
    assertThat(after.lastSeq()).isEqualTo(7);
    assertThat(after.lastInbound())
        .isEqualTo(
            new Conversation.LastInbound(7, Channel.EMAIL, Messages.ACCOUNT, "ann@example.com"));
  }

  @Test
  void aRepeatWithinABatchIsLeftOut() {
    MessageReceived once = message(Channel.SMS, NUMBER, "hello");
    Plan plan = plan(state(thread(), List.of()), once, once, once);
    assertThat(plan.appended()).hasSize(1);
    assertThat(plan.repeats()).isEqualTo(2);
  }

  @Test
  void anotherBodyUnderAStoredIdIsAConflictAndIsNotStored() {
    MessageReceived altered = message(Channel.SMS, NUMBER, "altered");
    Intake.State known = state(thread(), List.of());
    Intake.State stored =
        new Intake.State(
            known.senders(),
            known.conversations(),
            known.tickets(),
            Map.of(Intake.ProviderKey.of(altered), "hash-original"),
            Map.of());

    Plan plan = plan(stored, altered);

    assertThat(plan.appended()).isEmpty();
    assertThat(plan.events()).isEmpty();
    assertThat(plan.conversations()).isEmpty();
    assertThat(plan.conflicts()).containsExactly(new Intake.Conflict(altered, "hash-original"));
  }

  @Test
  void aResolvedTicketComesBackToWhoeverHeldItLast() {
    Ticket resolved =
        opened()
            .with(
                TicketStatus.OPEN,
                Priority.HIGH,
                new Ticket.Routed("billing", "hy", "agent1", "agent1", null))
            .resolved("agent1", T0.minusSeconds(60));

    Plan plan = plan(state(thread(), List.of(resolved)), message(Channel.SMS, NUMBER, "again"));

    assertThat(kinds(plan))
        .containsExactly("TicketStatusChanged", "AgentRequested", "MessageAppended");
    AgentRequested request = event(plan, AgentRequested.class);
    assertThat(request.reopened()).isTrue();
    assertThat(request.preferredAgent()).isEqualTo("agent1");
    assertThat(request.queueHint()).isEqualTo("billing");
    assertThat(request.languageHint()).isEqualTo("hy");
    assertThat(plan.changed()).hasSize(1);
    Ticket after = plan.changed().getFirst();
    assertThat(after.status()).isEqualTo(TicketStatus.OPEN);
    assertThat(after.routed().assignee()).isNull();
    assertThat(after.milestones().resolvedAt()).isNull();
    assertThat(after.version()).isEqualTo(resolved.version() + 1);
  }

  @Test
  void aPendingTicketIsOpenAgainOnceHoweverManyMessagesCome() {
    Ticket pending = opened().with(TicketStatus.PENDING);
    Plan plan =
        plan(
            state(thread(), List.of(pending)),
            message(Channel.SMS, NUMBER, "a"),
            message(Channel.SMS, NUMBER, "b"));
    assertThat(kinds(plan))
        .containsExactly(
            "TicketStatusChanged", "TicketActivity", "MessageAppended", "MessageAppended");
    assertThat(plan.changed()).extracting(Ticket::status).containsExactly(TicketStatus.OPEN);
  }

  @Test
  void aReferenceChoosesAmongTheCustomersOwnTickets() {
    Ticket older = opened().with(TicketStatus.PENDING);
    Ticket newer =
        Ticket.opened(
            new UUID(6, 6),
            thread(),
            Priority.NORMAL,
            new Ticket.Origin(Channel.SMS, Messages.ACCOUNT),
            T0);
    MessageReceived reply = message(Channel.EMAIL, "ann@example.com", "about the older one");
    Intake.State base = state(thread(), List.of(newer, older));
    Intake.State referring =
        new Intake.State(
            base.senders(),
            base.conversations(),
            base.tickets(),
            Map.of(),
            Map.of(reply.messageId(), Set.of(older.id())));
    assertThat(plan(referring, reply).appended().getFirst().ticketId()).isEqualTo(older.id());
  }

  @Test
  void aSenderWhoseConversationWasNotLoadedIsAnError() {
    Intake.State state = state(thread(), List.of());
    assertThatThrownBy(() -> plan(state, message(Channel.SMS, "+15551234", "hello")))
        .hasMessageContaining("not loaded");
  }

  private static Ticket opened() {
    return Ticket.opened(
        TICKET,
        thread(),
        Priority.NORMAL,
        new Ticket.Origin(Channel.SMS, Messages.ACCOUNT),
        T0.minusSeconds(3_600));
  }
}
