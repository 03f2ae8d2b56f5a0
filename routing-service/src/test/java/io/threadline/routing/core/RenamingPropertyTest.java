package io.threadline.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.match.Exclusion;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.state.SkillDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Property 11. Where no two things happen in the same nanosecond there are no ties, and then names
 * decide nothing: with tickets and agents renamed, or with one more agent who can do nothing, the
 * same inputs are decided alike.
 */
class RenamingPropertyTest {
  private static final int AGENTS = 8;
  private static final int STEPS = 1_500;
  private static final UUID SAME = new UUID(0, 0);

  /** How things are called in a run; the plain names are those in which the inputs are made. */
  private record Names(UUID mask, int shift, boolean withIdler) {
    static final Names PLAIN = new Names(SAME, 0, false);

    String agent(int number) {
      return "agent" + (number + shift) % AGENTS;
    }

    int number(String login) {
      return (login.charAt(login.length() - 1) - '0' + AGENTS - shift) % AGENTS;
    }

    UUID ticket(UUID plain) {
      return new UUID(
          plain.getMostSignificantBits() ^ mask.getMostSignificantBits(),
          plain.getLeastSignificantBits() ^ mask.getLeastSignificantBits());
    }
  }

  /** What was decided, in plain names. */
  private record Choice(
      Decision.Kind kind, UUID ticket, int agent, int eligible, int able, long index) {}

  private final List<Choice> choices = new ArrayList<>();
  private RoutingEngine engine = new RoutingEngine("default");
  private Names names = Names.PLAIN;
  private Random random = new Random(0);
  private Instant now = Instant.EPOCH;
  private final List<OfferMade> offers = new ArrayList<>();
  private final List<UUID> open = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void namesAndUselessAgentsDecideNothing(long seed) {
    List<Choice> plain = run(seed, Names.PLAIN);
    assertThat(plain.stream().filter(choice -> choice.agent >= 0).count())
        .as("seed %d", seed)
        .isGreaterThan(200);
    Names renamed = new Names(new UUID(-1, 0x5A5A_5A5A_5A5A_5A5AL), 3, false);
    assertThat(run(seed, renamed)).as("renamed, seed %d", seed).isEqualTo(plain);
    Names withIdler = new Names(SAME, 0, true);
    assertThat(run(seed, withIdler)).as("one more agent, seed %d", seed).isEqualTo(plain);
  }

  private List<Choice> run(long seed, Names given) {
    engine = new RoutingEngine("default");
    names = given;
    random = new Random(seed);
    now = Instant.parse("2026-03-02T08:00:00Z");
    choices.clear();
    offers.clear();
    open.clear();
    define();
    for (int i = 0; i < STEPS; i++) {
      step(i);
    }
    return List.copyOf(choices);
  }

  private void define() {
    apply(new Input.PoolConfigured(Pools.settings()));
    apply(new Input.SkillDefined(new SkillDefinition("billing", "billing", false)));
    for (Strategy strategy : Strategy.values()) {
      String steps = "language and billing >= 4 for 20 / language";
      apply(
          new Input.QueueDefined(
              Pools.queue(
                  strategy.name(),
                  steps,
                  strategy,
                  Duration.ofSeconds(20 + 10 * strategy.ordinal()),
                  Duration.ofSeconds(strategy.ordinal() * 3))));
    }
    apply(names.withIdler ? new Input.AgentDefined(agent("idler", "xx", 10)) : new Input.Tick());
    apply(names.withIdler ? new Input.PresenceSet("idler", Presence.READY) : new Input.Tick());
    for (int i = 0; i < AGENTS; i++) {
      String speaks = random.nextBoolean() ? "en,hy" : random.nextBoolean() ? "en" : "hy";
      apply(new Input.AgentDefined(agent(names.agent(i), speaks, 1 + random.nextInt(10))));
      apply(new Input.PresenceSet(names.agent(i), Presence.READY));
    }
  }

  private static AgentDefinition agent(String login, String speaks, int billing) {
    return Pools.agent(login, List.of("capacity=5", "speaks=" + speaks, "billing=" + billing));
  }

  private void step(int number) {
    int dice = random.nextInt(10);
    if (dice < 4) {
      enqueue(number);
    } else if (dice < 7 && !offers.isEmpty()) {
      OfferMade offer = offers.remove(random.nextInt(offers.size()));
      apply(
          random.nextInt(5) > 0
              ? new Input.Accept(offer.offerId(), offer.agent())
              : new Input.Decline(offer.offerId(), offer.agent()));
    } else if (dice < 9 && !open.isEmpty()) {
      UUID id = open.remove(random.nextInt(open.size()));
      apply(new Input.Complete(names.ticket(id), "boss"));
    } else {
      Presence presence = random.nextInt(4) > 0 ? Presence.READY : Presence.AWAY;
      apply(new Input.PresenceSet(names.agent(random.nextInt(AGENTS)), presence));
    }
  }

  private void enqueue(int number) {
    UUID plain = new UUID(0x7000L, number);
    open.add(plain);
    UUID id = names.ticket(plain);
    Strategy[] strategies = Strategy.values();
    apply(
        new Input.Enqueue(
            id,
            id,
            random.nextBoolean() ? "web-chat" : "email",
            strategies[random.nextInt(strategies.length)].name(),
            random.nextBoolean() ? "en" : "hy",
            Priority.NORMAL,
            null,
            false,
            now));
  }

  /**
   * Timers fire in turns of their own, for what is released in the same turn is released at once.
   */
  private void apply(Input input) {
    Instant next = now.plusNanos(1 + random.nextLong(2_000_000_000L));
    Instant due = engine.nextDue();
    while (due != null && due.isBefore(next)) {
      follow(engine.apply(new Stamp(engine.seq() + 1, 1, due), new Input.Tick()));
      due = engine.nextDue();
    }
    now = next;
    follow(engine.apply(new Stamp(engine.seq() + 1, 1, now), input));
  }

  private void follow(Outcome outcome) {
    for (RoutingEvent event : outcome.events()) {
      if (event instanceof OfferMade offer) {
        offers.add(offer);
      }
    }
    for (Decision decision : outcome.decisions()) {
      int unable = decision.excluded().getOrDefault(Exclusion.REQUIREMENT, 0);
      choices.add(
          new Choice(
              decision.kind(),
              names.ticket(decision.ticketId()),
              decision.agent() == null ? -1 : names.number(decision.agent()),
              decision.eligible(),
              decision.considered() - unable,
              decision.index().milli()));
    }
  }
}
