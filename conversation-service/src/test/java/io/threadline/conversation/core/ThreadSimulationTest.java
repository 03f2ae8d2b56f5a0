package io.threadline.conversation.core;

import static io.threadline.conversation.core.Messages.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Channel;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.conversation.MessageAppended;
import io.threadline.contracts.conversation.TicketOpened;
import io.threadline.contracts.conversation.TicketStatusChanged;
import io.threadline.contracts.inbound.Keyword;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.contracts.routing.RoutingEvent.Position;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import io.threadline.conversation.core.Intake.Plan;
import io.threadline.conversation.core.Intake.ProviderKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random customers, agents and routing over a memory of rows: batches with repeats, replies,
 * resolves, reopens, routing's word in order and out of it. What must hold is checked after every
 * step; a failure names the seed, which replays it.
 */
class ThreadSimulationTest {
  private static final AttachRule RULE = new AttachRule(Duration.ofHours(72));
  private static final int PEOPLE = 6;

  private final Map<UUID, Conversation> threads = new HashMap<>();
  private final Map<Address, UUID> senders = new HashMap<>();
  private final Map<UUID, Ticket> tickets = new LinkedHashMap<>();
  private final Map<UUID, TicketStatus> announced = new HashMap<>();
  private final Map<ProviderKey, String> stored = new HashMap<>();
  private final List<MessageReceived> sent = new ArrayList<>();
  private Random random = new Random(0);
  private Instant now = T0;
  private long ids;
  private long routingSeq;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void threadsAndTicketsStayWhole(long seed) {
    random = new Random(seed);
    for (int person = 0; person < PEOPLE; person++) {
      UUID id = new UUID(1, person);
      threads.put(id, new Conversation(id, new UUID(2, person), 0, null, null));
      senders.put(Address.of(Channel.SMS, number(person)), id);
    }
    for (int step = 0; step < 400; step++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(600)));
      try {
        step();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", step " + step, e);
      }
    }
    assertThat(stored).as("seed %d", seed).hasSize((int) sent.stream().distinct().count());
  }

  private void step() {
    switch (random.nextInt(6)) {
      case 0, 1, 2 -> receive();
      case 3 -> reply();
      case 4 -> resolveOrReopen();
      default -> route();
    }
  }

  private static String number(int person) {
    return "+3741112233" + person;
  }

  private void receive() {
    List<MessageReceived> batch = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      boolean repeat = !sent.isEmpty() && random.nextInt(4) == 0;
      MessageReceived message = repeat ? sent.get(random.nextInt(sent.size())) : fresh();
      sent.add(message);
      batch.add(message);
    }
    Map<UUID, List<Ticket>> joinable = new HashMap<>();
    new ArrayList<>(tickets.values())
        .reversed()
        .forEach(ticket ->
            joinable.computeIfAbsent(ticket.conversationId(), c -> new ArrayList<>()).add(ticket));
    Map<UUID, Conversation> before = Map.copyOf(threads);
    Plan plan =
        IntakeFold.plan(
            new Intake.State(senders, before, joinable, stored, Map.of()),
            batch,
            RULE,
            now,
            () -> new UUID(3, ++ids));
    check(plan, before);
    plan.conversations().forEach(thread -> threads.put(thread.id(), thread));
    plan.opened().forEach(ticket -> tickets.put(ticket.id(), ticket));
    plan.changed().forEach(ticket -> tickets.put(ticket.id(), ticket));
    plan.appended()
        .forEach(a -> stored.put(ProviderKey.of(a.message()), a.message().contentHash()));
  }

  private MessageReceived fresh() {
    Keyword keyword = random.nextInt(12) == 0 ? Keyword.STOP : null;
    return Messages.full(
        Channel.SMS,
        number(random.nextInt(PEOPLE)),
        "p" + ++ids,
        "text " + ids,
        keyword,
        random.nextInt(10) == 0,
        List.of(),
        now);
  }

  private void check(Plan plan, Map<UUID, Conversation> before) {
    Map<UUID, Long> last = new HashMap<>();
    before.forEach((id, thread) -> last.put(id, thread.lastSeq()));
    for (Intake.Appended appended : plan.appended()) {
      assertThat(appended.seq()).isEqualTo(last.merge(appended.conversationId(), 1L, Long::sum));
      assertThat(stored).doesNotContainKey(ProviderKey.of(appended.message()));
    }
    long announcedMessages =
        plan.events().stream().filter(c -> c.event() instanceof MessageAppended).count();
    assertThat(announcedMessages).isEqualTo(plan.appended().size());
    for (Intake.Caused caused : plan.events()) {
      switch (caused.event()) {
        case TicketOpened opened -> announced.put(opened.ticketId(), TicketStatus.NEW);
        case TicketStatusChanged changed -> announce(changed);
        default -> {}
      }
    }
    for (Ticket ticket : plan.changed()) {
      assertThat(ticket.version()).isGreaterThan(known(ticket.id()).version());
      assertThat(announced).containsEntry(ticket.id(), ticket.status());
    }
  }

  /** What is announced is a chain: each change begins where the one before ended. */
  private void announce(TicketStatusChanged changed) {
    assertThat(changed.from()).isNotEqualTo(changed.to());
    assertThat(announced.put(changed.ticketId(), changed.to())).isEqualTo(changed.from());
  }

  private Ticket known(UUID id) {
    Ticket ticket = tickets.get(id);
    assertThat(ticket).isNotNull();
    return Objects.requireNonNull(ticket);
  }

  private void change(Ticket after) {
    announced.put(after.id(), after.status());
    tickets.put(after.id(), after);
  }

  private Ticket any() {
    return new ArrayList<>(tickets.values()).get(random.nextInt(tickets.size()));
  }

  private void reply() {
    if (tickets.isEmpty()) {
      return;
    }
    Ticket ticket = any();
    Ticket after = ticket.replied("agent1", now);
    assertThat(after.milestones().firstRepliedAt()).isNotNull();
    assertThat(after.status().unsolved()).isEqualTo(ticket.status().unsolved());
    change(after);
    threads.computeIfPresent(ticket.conversationId(), (id, thread) -> thread.appended());
  }

  private void resolveOrReopen() {
    if (tickets.isEmpty()) {
      return;
    }
    Ticket ticket = any();
    change(ticket.status().unsolved() ? ticket.resolved("agent1", now) : ticket.reopened());
  }

  private void route() {
    if (tickets.isEmpty()) {
      return;
    }
    Ticket ticket = any();
    boolean late = random.nextInt(4) == 0;
    Position position =
        new Position("default", late ? random.nextLong(1 + routingSeq) : ++routingSeq, 0, 1);
    RoutingEvent event = word(ticket, position);
    Position applied = ticket.routed().position();
    boolean stale = applied != null && position.seq() <= applied.seq();
    assertThat(RoutingRule.apply(ticket, event).isEmpty()).isEqualTo(stale);
    RoutingRule.apply(ticket, event).ifPresent(this::change);
  }

  private RoutingEvent word(Ticket ticket, Position position) {
    return switch (random.nextInt(3)) {
      case 0 ->
          new TicketQueued(
              position,
              ticket.id(),
              "general",
              "en",
              ticket.priority(),
              TicketQueued.Reason.REQUESTED,
              now,
              now);
      case 1 -> new TicketAssigned(position, ticket.id(), "agent2", "general", now, now);
      default ->
          new TicketReleased(position, ticket.id(), "agent2", TicketReleased.Reason.COMPLETED, now);
    };
  }
}
