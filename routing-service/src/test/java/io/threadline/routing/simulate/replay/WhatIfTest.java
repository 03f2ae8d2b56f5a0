package io.threadline.routing.simulate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.simulate.ClosedLoop;
import io.threadline.routing.simulate.Conduct;
import io.threadline.routing.simulate.Contact;
import io.threadline.routing.simulate.Listener;
import io.threadline.routing.simulate.Occurrence;
import io.threadline.routing.simulate.Scenario;
import io.threadline.routing.simulate.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The log is one that a simulation produced, so what the replay has to find is known exactly. */
class WhatIfTest {
  private static final long SEED = 31;
  private static final String POOL = "default";
  private static final Instant START = Simulator.START;
  private static final Duration LENGTH = Duration.ofHours(3);
  private static final Instant OPEN = START.plusMillis(1);
  private static final Instant END = START.plus(LENGTH);
  private static final Duration TARGET = Duration.ofSeconds(60);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Duration> waits = new ArrayList<>();
  private final List<Logged> log = record(false);

  /** A day on which agents decline and pass on. */
  private final List<Logged> wilful = record(true);

  @Test
  void unchangedReplayIsTheRecording() {
    WhatIf.Compared answer = play(OPEN, PoolChange.NONE);
    assertThat(answer.recorded().all().served()).isEqualTo(waits.size()).isGreaterThan(150);
    assertThat(answer.recorded().all().left()).isGreaterThan(10);
    double mean = waits.stream().mapToLong(Duration::toNanos).average().orElseThrow() / 1e9;
    assertThat(answer.recorded().all().meanWaitSeconds())
        .isCloseTo(mean, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(answer.replayed()).isEqualTo(answer.recorded());
    assertThat(answer.changed()).isEqualTo(answer.recorded());
    assertThat(answer.fairnessDifference()).isZero();
  }

  @Test
  void unchangedReplayFromTheMiddleIsTheRecordingToo() {
    for (int minute = 7; minute < LENGTH.toMinutes(); minute += 23) {
      WhatIf.Compared answer = play(START.plusSeconds(60L * minute), PoolChange.NONE);
      assertThat(answer.replayed()).as("from minute %d", minute).isEqualTo(answer.recorded());
    }
  }

  @Test
  void replayThatBeginsAtAKeptStateIsTheOneThatBeginsAtTheFirstInput() {
    for (int minute = 11; minute < LENGTH.toMinutes(); minute += 31) {
      Instant from = START.plusSeconds(60L * minute);
      RoutingEngine start = new RoutingEngine(POOL);
      List<Logged> rest = new ArrayList<>(wilful);
      while (rest.getFirst().stamp().at().isBefore(from.minusSeconds(90))) {
        Logged first = rest.removeFirst();
        var _ = start.apply(first.stamp(), first.input());
      }
      RoutingEngine kept = RoutingEngine.restore(POOL, start.snapshot());
      WhatIf.Compared answer =
          (WhatIf.Compared) WhatIf.play(kept, POOL, rest, from, END, PoolChange.NONE, () -> false);
      assertThat(answer.recorded())
          .as("from minute %d", minute)
          .isEqualTo(play(wilful, from, PoolChange.NONE).recorded());
      assertThat(answer.replayed()).as("from minute %d", minute).isEqualTo(answer.recorded());
    }
  }

  @Test
  void whatWasDeclinedAndPassedOnIsAgain() {
    assertThat(wilful)
        .filteredOn(each -> each.input() instanceof Input.Decline)
        .hasSizeGreaterThan(3);
    assertThat(wilful)
        .filteredOn(each -> each.input() instanceof Input.Transfer)
        .hasSizeGreaterThan(3);
    WhatIf.Compared same = play(wilful, OPEN, PoolChange.NONE);
    assertThat(same.replayed()).isEqualTo(same.recorded());
    AgentDefinition more = agent("new", "billing", "technical");
    WhatIf.Compared answer = play(wilful, OPEN, new PoolChange(List.of(more), List.of(), null));
    assertThat(answer.difference().left()).isNegative();
    assertThat(answer.replayed()).isEqualTo(answer.recorded());
  }

  @Test
  void moreSkillsShortenTheWait() {
    AgentDefinition both = agent("ani", "billing", "technical");
    WhatIf.Compared answer = play(OPEN, new PoolChange(List.of(both), List.of(), null));
    assertThat(answer.difference().meanWaitSeconds()).isNegative();
    assertThat(answer.difference().serviceLevel()).isPositive();
    assertThat(answer.replayed()).isEqualTo(answer.recorded());
    assertThat(answer.changed().all().arrived()).isEqualTo(answer.recorded().all().arrived());
  }

  @Test
  void oneMoreAgentTakesPartOfTheWork() {
    AgentDefinition more = agent("new", "billing", "technical");
    WhatIf.Compared answer = play(OPEN, new PoolChange(List.of(more), List.of(), null));
    assertThat(answer.changed().agents()).containsKey("new");
    assertThat(answer.difference().left()).isNegative();
    assertThat(answer.occupancyDifference()).isNegative();
  }

  @Test
  void policyOfAQueueCanChange() {
    WhatIf.Compared answer =
        play(
            OPEN,
            new PoolChange(
                List.of(),
                List.of(Scenario.queue("technical", "any", Strategy.LONGEST_IDLE, TARGET)),
                null));
    assertThat(answer.changed().queues().get("technical"))
        .isNotEqualTo(answer.replayed().queues().get("technical"));
  }

  @Test
  void changeThatTheEngineRefusesIsNamed() {
    PoolChange change = new PoolChange(List.of(agent("ani", "juggling")), List.of(), null);
    assertThat(WhatIf.play(POOL, log, OPEN, END, change, () -> false))
        .isInstanceOfSatisfying(
            WhatIf.Refused.class, refused -> assertThat(refused.detail()).contains("juggling"));
  }

  @Test
  void lateReplayGivesUp() {
    assertThat(WhatIf.play(POOL, log, OPEN, END, PoolChange.NONE, () -> true))
        .isEqualTo(new WhatIf.TooLong());
  }

  private WhatIf.Compared play(Instant from, PoolChange change) {
    return play(log, from, change);
  }

  private static WhatIf.Compared play(List<Logged> log, Instant from, PoolChange change) {
    return (WhatIf.Compared) WhatIf.play(POOL, log, from, END, change, () -> false);
  }

  private static AgentDefinition agent(String login, String... skills) {
    TreeMap<String, Integer> levels = new TreeMap<>();
    for (String skill : skills) {
      levels.put(skill, 5);
    }
    return Scenario.agent(login, levels);
  }

  /** Three agents of whom one goes for lunch, two queues, some customers who leave. */
  private List<Logged> record(boolean withConduct) {
    Scenario scenario =
        new Scenario(
            List.of(
                Scenario.queue("billing", "billing >= 1", Strategy.LONGEST_IDLE, TARGET),
                Scenario.queue("technical", "technical >= 1", Strategy.MOST_SKILLED, TARGET)),
            List.of(
                agent("ani", "billing"),
                agent("bat", "billing", "technical"),
                agent("eli", "technical")),
            List.of(
                new io.threadline.routing.simulate.Traffic(
                    "billing",
                    Priority.NORMAL,
                    1,
                    new io.threadline.routing.simulate.Distribution.Fixed(1),
                    null,
                    TARGET)),
            Scenario.UNLIMITED);
    List<Logged> lines = new ArrayList<>();
    ClosedLoop loop =
        new ClosedLoop(
                new RoutingEngine(POOL),
                Scenario.UNLIMITED,
                true,
                new Waits(withConduct ? new ArrayList<>() : waits))
            .loggedBy((stamp, input) -> lines.add(new Logged(stamp, input)));
    scenario.opening().forEach(input -> loop.happen(START, input));
    loop.play(day(withConduct).iterator(), () -> false);
    loop.keepAppointments(END);
    return lines;
  }

  private List<Occurrence> day(boolean withConduct) {
    List<Occurrence> day = new ArrayList<>();
    Instant at = START;
    boolean away = false;
    for (int number = 0; at.isBefore(END.minusSeconds(120)); number++) {
      if (number == 80 || number == 110) {
        away = !away;
        Presence presence = away ? Presence.AWAY : Presence.READY;
        day.add(new Occurrence.Happens(at, new Input.PresenceSet("eli", presence)));
      }
      at = at.plusMillis(1 + random.nextInt(90_000));
      day.add(new Occurrence.Arrives(at, contact(number, at, withConduct)));
    }
    return day;
  }

  private Contact contact(int number, Instant at, boolean withConduct) {
    UUID id = new UUID(0x7000L, number);
    String queue = random.nextBoolean() ? "billing" : "technical";
    return new Contact(
        number,
        0,
        new Input.Enqueue(id, id, "sms", queue, null, Priority.NORMAL, null, false, at),
        Duration.ofMillis(random.nextInt(8_000)),
        Duration.ofMillis(20_000 + random.nextInt(200_000)),
        null,
        random.nextInt(3) == 0 ? Duration.ofMillis(random.nextInt(90_000)) : null,
        withConduct ? conduct(queue) : Conduct.PLAIN);
  }

  /** Some are declined by one agent, some are passed on to the other queue. */
  private Conduct conduct(String queue) {
    String other = queue.equals("billing") ? "technical" : "billing";
    Conduct.Refusal decline = new Conduct.Refusal(Duration.ofMillis(random.nextInt(5_000)));
    Conduct.Pass pass =
        new Conduct.Pass(Duration.ofMillis(5_000 + random.nextInt(50_000)), other, null, false);
    return new Conduct(
        random.nextInt(6) == 0 ? Map.of("bat", List.of(decline)) : Map.of(),
        random.nextInt(8) == 0 ? List.of(pass) : List.of());
  }

  private record Waits(List<Duration> waits) implements Listener {
    @Override
    public void served(Contact contact, String agent, Duration wait) {
      waits.add(wait);
    }

    @Override
    public void left(Contact contact, Duration wait, Departure departure) {}

    @Override
    public void told(RoutingEvent event) {}
  }
}
