package io.threadline.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.RequestWithdrawn;
import io.threadline.contracts.routing.TicketActivity;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.state.Changes;
import io.threadline.routing.core.state.Entity;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A seeded day in a pool: agents, tickets, answers and silence at random. */
final class EngineSimulation {
  record Entry(Stamp stamp, Input input, Outcome outcome) {}

  private static final List<String> LOGINS = List.of("ani", "bea", "cal", "dan", "eva", "fay");
  private static final List<String> LANGUAGES = List.of("en", "hy", "eu");
  private static final List<String> QUEUES =
      List.of("general", "billing", "any", "full", "slow", "left");
  private static final List<String> CHANNELS = List.of("web-chat", "email", "voice", "sms");

  private final Random random;
  private final RoutingEngine engine = new RoutingEngine("default");
  private final NaiveReference reference = new NaiveReference();
  private final List<Entry> log = new ArrayList<>();
  private final TreeMap<String, Entity> stored = new TreeMap<>();
  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private int tickets;

  EngineSimulation(long seed) {
    this.random = new Random(seed);
    engine.watch(decision -> ReferenceChoice.check(engine.state(), decision));
  }

  /** Judged by somebody else, in the state in which a decision is made. */
  EngineSimulation(long seed, BiConsumer<State, Decision> judge) {
    this.random = new Random(seed);
    engine.watch(decision -> judge.accept(engine.state(), decision));
  }

  List<Entry> log() {
    return log;
  }

  RoutingEngine engine() {
    return engine;
  }

  /** What a store holds that wrote down the changes after every input. */
  List<Entity> storedCopy() {
    List<Entity> copy = new ArrayList<>();
    for (Entity entity : engine.entities()) {
      Entity row = stored.get(entity.getClass().getSimpleName() + entity.key());
      if (row != null) {
        copy.add(row);
      }
    }
    assertThat(stored).hasSameSizeAs(copy);
    return copy;
  }

  void run(int steps) {
    apply(new Input.PoolConfigured(Pools.settings()));
    for (String skill : List.of("general", "billing")) {
      apply(new Input.SkillDefined(new SkillDefinition(skill, skill, false)));
    }
    queue("general", "language and general >= 3 for 45 / language", Strategy.LEAST_LOADED, 0);
    queue("billing", "billing >= 5 for 20 / billing >= 2", Strategy.LONGEST_IDLE, 15);
    queue("any", "language", Strategy.ROUND_ROBIN, 0);
    apply(new Input.CalendarDefined(Pools.calendar("office", "08:00-08:20,08:25-12:00")));
    hours("any", "language", "calendar=office first=40 next=30 resolution=900 max=120");
    hours("full", "language", "depth=2 to=any first=20");
    hours("slow", "language and billing >= 2", "calendar=office wait=25");
    hours("left", "language", "unstaffed=yes wait=50 to=full");
    queue(
        "best",
        "language and (general >= 2 or billing >= 4) for 30 / language and not agent in {bea}",
        Strategy.MOST_SKILLED,
        0);
    queue("own", "language and general >= 2 for 30 / language", Strategy.PRIMARY_FIRST, 0);
    queue("cheap", "language and billing >= 3 for 30 / language", Strategy.PRICE, 0);
    QueueDefinition cheap = Objects.requireNonNull(engine.state().queue("cheap"));
    apply(
        new Input.QueueDefined(
            new QueueDefinition(
                "fair",
                "fair",
                cheap.steps(),
                Strategy.PRICE,
                Duration.ofSeconds(30),
                3,
                Duration.ZERO,
                new TreeSet<>(),
                25)));
    for (String login : LOGINS) {
      apply(agent(login));
    }
    for (int i = 0; i < steps; i++) {
      now = now.plusMillis(random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(900));
      Input next = next();
      if (next instanceof Input.AgentDefined) {
        // What the due timers offer is judged by the skills of then, not by the new ones.
        apply(new Input.Tick());
      }
      apply(next);
    }
    drain();
  }

  private void queue(String name, String steps, Strategy strategy, int wrapUp) {
    apply(
        new Input.QueueDefined(
            Pools.queue(
                name, steps, strategy, Duration.ofSeconds(60), Duration.ofSeconds(wrapUp))));
  }

  private void hours(String name, String steps, String options) {
    apply(
        new Input.QueueDefined(
            Pools.with(
                Pools.queue(
                    name, steps, Strategy.ROUND_ROBIN, Duration.ofSeconds(60), Duration.ZERO),
                options)));
  }

  /** Skills may change at any time; the capacity stays, so that the ledger has a bound. */
  private Input agent(String login) {
    List<String> words = new ArrayList<>();
    words.add("speaks=" + (random.nextBoolean() ? "en,hy" : pick(LANGUAGES)));
    words.add("capacity=" + (3 + LOGINS.indexOf(login)));
    if (random.nextInt(3) > 0) {
      words.add("general=" + (1 + random.nextInt(10)));
    }
    if (random.nextBoolean()) {
      words.add("billing=" + (1 + random.nextInt(10)));
    }
    if (random.nextInt(5) == 0) {
      words.add("auto");
    }
    if (random.nextInt(4) == 0) {
      words.add("emails=" + random.nextInt(3));
    }
    return new Input.AgentDefined(Pools.agent(login, words));
  }

  private Input next() {
    int dice = random.nextInt(118);
    if (dice < 30) {
      return enqueue();
    }
    if (dice < 55) {
      Offer offer = anyOffer();
      String agent = offer != null && random.nextInt(20) > 0 ? offer.agent() : pick(LOGINS);
      UUID id = offer == null ? new UUID(0, 0) : offer.id();
      return random.nextInt(5) > 0 ? new Input.Accept(id, agent) : new Input.Decline(id, agent);
    }
    Ticket ticket = anyTicket();
    UUID id = ticket == null ? new UUID(0, 0) : ticket.id();
    String holder = ticket == null || ticket.agent() == null ? pick(LOGINS) : ticket.agent();
    return switch ((dice - 55) / 5) {
      case 0, 1, 2 -> new Input.Complete(id, holder);
      case 3 -> new Input.WrapUpDone(id, holder);
      case 4 -> new Input.Withdraw(id, RequestWithdrawn.Reason.ABANDONED);
      case 5, 6 ->
          new Input.PresenceSet(
              pick(LOGINS),
              random.nextInt(3) > 0 ? Presence.READY : pick(List.of(Presence.values())));
      case 7 ->
          random.nextBoolean()
              ? new Input.Pull(id, pick(LOGINS))
              : new Input.Assign(id, pick(LOGINS), "boss", false);
      case 9 ->
          random.nextInt(3) > 0
              ? new Input.Heartbeat(pick(LOGINS))
              : new Input.ConnectionLost(pick(LOGINS));
      case 10 -> random.nextBoolean() ? transfer(id, holder) : consult(id, holder);
      case 8 ->
          random.nextBoolean()
              ? new Input.Activity(id, pick(List.of(TicketActivity.Kind.values())), now)
              : new Input.Defer(id, now.plusSeconds(random.nextInt(90)), "boss", true);
      case 11 -> {
        Offer offer = anyOffer();
        yield random.nextInt(4) > 0
            ? new Input.ConsultDone(id, holder, random.nextBoolean())
            : new Input.Rescind(offer == null ? id : offer.id(), "boss");
      }
      default -> random.nextInt(4) == 0 ? agent(pick(LOGINS)) : new Input.Tick();
    };
  }

  private Input transfer(UUID id, String holder) {
    return random.nextBoolean()
        ? new Input.Transfer(id, holder, pick(QUEUES), null, false)
        : new Input.Transfer(id, "boss", null, pick(LOGINS), true);
  }

  private Input consult(UUID id, String holder) {
    return random.nextBoolean()
        ? new Input.Consult(id, holder, pick(QUEUES), null)
        : new Input.Consult(id, holder, null, pick(LOGINS));
  }

  private Input enqueue() {
    boolean again = random.nextInt(15) == 0 && tickets > 0;
    long number = again ? random.nextInt(tickets) : tickets++;
    return new Input.Enqueue(
        new UUID(0x7000L, number),
        new UUID(0x7000L, number),
        pick(CHANNELS),
        pick(List.of("general", "billing", "any", "best", "own", "cheap", "fair")),
        random.nextInt(8) == 0 ? null : pick(LANGUAGES),
        pick(List.of(Priority.values())),
        random.nextInt(6) == 0 ? pick(LOGINS) : null,
        again,
        now.minusSeconds(random.nextInt(30)));
  }

  private @Nullable Offer anyOffer() {
    List<Offer> offers = List.copyOf(engine.state().offers());
    List<Offer> pending = offers.stream().filter(Offer::pending).toList();
    List<Offer> from = pending.isEmpty() || random.nextInt(6) == 0 ? offers : pending;
    return from.isEmpty() ? null : pick(from);
  }

  private @Nullable Ticket anyTicket() {
    List<Ticket> all = List.copyOf(engine.state().tickets());
    return all.isEmpty() ? null : pick(all);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private void apply(Input input) {
    Stamp stamp = new Stamp(engine.seq() + 1, 1, now);
    Outcome outcome = engine.apply(stamp, input);
    log.add(new Entry(stamp, input, outcome));
    store(engine.drainChanges());
    reference.check(engine.state(), log.getLast());
    long queued =
        engine.state().tickets().stream().filter(t -> t.stage() == TicketStage.QUEUED).count();
    assertThat(engine.waiting()).as("queued tickets stand in a line").isEqualTo((int) queued);
  }

  private void store(Changes changes) {
    changes
        .written()
        .forEach(entity -> stored.put(entity.getClass().getSimpleName() + entity.key(), entity));
    changes.closedTickets().forEach(id -> stored.remove("Ticket" + id));
    changes.forgottenOffers().forEach(id -> stored.remove("Offer" + id));
  }

  /** Everything can be brought to an end: no ticket is stuck. */
  private void drain() {
    for (Ticket ticket : List.copyOf(engine.state().tickets())) {
      apply(new Input.Complete(ticket.id(), "boss"));
    }
    now = now.plus(Duration.ofHours(1));
    apply(new Input.Tick());
    assertThat(engine.state().tickets()).isEmpty();
    assertThat(engine.state().offers()).isEmpty();
    for (String login : LOGINS) {
      assertThat(engine.state().load(login).isEmpty()).isTrue();
    }
  }
}
