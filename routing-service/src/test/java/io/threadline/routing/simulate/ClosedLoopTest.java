package io.threadline.routing.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.queue.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
  private static final Instant START = Simulator.START;
  private static final Duration TARGET = Duration.ofSeconds(20);

  private final List<String> story = new ArrayList<>();

  private final Listener listener =
      new Listener() {
        @Override
        public void served(Contact contact, String agent, Duration wait) {
          story.add(contact.number() + " served by " + agent + " after " + wait.toSeconds());
        }

        @Override
        public void left(Contact contact, Duration wait, Departure departure) {
          story.add(contact.number() + " " + departure + " after " + wait.toSeconds());
        }

        @Override
        public void told(RoutingEvent event) {}
      };

  @Test
  void oneAgentServesInTurnAndTheImpatientLeave() {
    // Arrives at, is handled for, stays for.
    play(
        Scenario.UNLIMITED,
        contact(0, 0, 60, null),
        contact(1, 10, 30, null),
        contact(2, 20, 30, 15),
        contact(3, 30, 30, 100));
    assertThat(story)
        .containsExactly(
            "0 served by ani after 0",
            "2 ABANDONED after 15",
            "1 served by ani after 50",
            "3 served by ani after 60");
  }

  @Test
  void whoFindsNoPlaceToWaitGoes() {
    play(1, contact(0, 0, 60, null), contact(1, 10, 30, null), contact(2, 20, 30, null));
    assertThat(story)
        .containsExactly(
            "0 served by ani after 0", "2 BLOCKED after 0", "1 served by ani after 50");
  }

  @Test
  void agentWhoTakesTimeToAcceptLetsTheCustomerWait() {
    Contact slow = contact(0, 0, 60, null);
    play(
        Scenario.UNLIMITED,
        new Contact(0, 0, slow.request(), Duration.ofSeconds(7), slow.handling(), null, null),
        contact(1, 10, 30, null));
    assertThat(story).containsExactly("0 served by ani after 7", "1 served by ani after 57");
  }

  @Test
  void sameSeedGivesTheSameFigures() {
    ErlangCase given = new ErlangCase(200, 180, 11, 90);
    assertThat(given.run(5, given.plan(4_000))).isEqualTo(given.run(5, given.plan(4_000)));
    assertThat(given.run(5, given.plan(4_000))).isNotEqualTo(given.run(6, given.plan(4_000)));
  }

  @Test
  void distributionsHaveTheirMeans() {
    for (Distribution each :
        List.of(
            new Distribution.Exponential(40),
            new Distribution.Fixed(40),
            new Distribution.LogNormal(40, 1.2))) {
      SplittableRandom random = new SplittableRandom(9);
      double sum = 0;
      for (int i = 0; i < 200_000; i++) {
        sum += each.draw(random);
      }
      assertThat(sum / 200_000).as("%s", each).isCloseTo(40, within(.5));
    }
  }

  @Test
  void casesThatMakeNoSenseAreRefusedWithTheValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErlangCase(200, 180, 10, Double.POSITIVE_INFINITY))
        .withMessageContaining("10.00 agents busy");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErlangCase(-1, 180, 10, 10))
        .withMessageContaining("-1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErlangCase(200, 180, 0, 10))
        .withMessageContaining("'0'");
  }

  private void play(int places, Contact... contacts) {
    RoutingEngine engine =
        Simulator.open(
            new Scenario(
                List.of(Scenario.queue("calls", "any", Strategy.LONGEST_IDLE, TARGET)),
                List.of(Scenario.agent("ani", new TreeMap<>())),
                List.of(
                    new Traffic(
                        "calls", Priority.NORMAL, 1, new Distribution.Fixed(1), null, TARGET)),
                places));
    ClosedLoop loop = new ClosedLoop(engine, places, true, listener);
    List<Occurrence> occurrences = new ArrayList<>();
    for (Contact contact : contacts) {
      occurrences.add(new Occurrence.Arrives(contact.request().requestedAt(), contact));
    }
    loop.play(occurrences.iterator(), () -> false);
    loop.keepAppointments(START.plusSeconds(3600));
  }

  private static Contact contact(
      int number, int atSecond, int handleSeconds, @Nullable Integer patienceSeconds) {
    UUID id = new UUID(0x7000L, number);
    return new Contact(
        number,
        0,
        new Input.Enqueue(
            id,
            id,
            "sms",
            "calls",
            null,
            Priority.NORMAL,
            null,
            false,
            START.plusSeconds(atSecond)),
        Duration.ZERO,
        Duration.ofSeconds(handleSeconds),
        null,
        patienceSeconds == null ? null : Duration.ofSeconds(patienceSeconds));
  }
}
