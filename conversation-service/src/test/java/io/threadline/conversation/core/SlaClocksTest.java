package io.threadline.conversation.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.routing.RoutingEvent.Position;
import io.threadline.contracts.routing.SlaClockStarted;
import io.threadline.contracts.routing.SlaDeadlineReached;
import io.threadline.contracts.routing.SlaDeadlineReached.Clock;
import io.threadline.conversation.core.SlaClocks.Run;
import io.threadline.conversation.core.SlaClocks.State;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SlaClocksTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private static Instant at(int minutes) {
    return START.plusSeconds(60L * minutes);
  }

  private static SlaClockStarted started(Clock clock, int deadline) {
    return new SlaClockStarted(
        new Position("default", 1, 0, 1), new UUID(1, 1), "billing", clock, at(deadline), at(0));
  }

  private static SlaDeadlineReached reached(
      Clock clock, SlaDeadlineReached.State state, int deadline) {
    return new SlaDeadlineReached(
        new Position("default", 2, 0, 1),
        new UUID(1, 1),
        "billing",
        null,
        clock,
        state,
        at(deadline),
        at(deadline));
  }

  @Test
  void aReplyInTimeKeepsThePromiseAndTheResolutionGoesOn() {
    SlaClocks clocks =
        SlaClocks.NONE
            .after(started(Clock.FIRST_RESPONSE, 10))
            .after(started(Clock.RESOLUTION, 60))
            .replied(at(5));
    assertThat(clocks.runs())
        .containsEntry(Clock.FIRST_RESPONSE, new Run(at(10), State.MET, at(5)))
        .containsEntry(Clock.RESOLUTION, new Run(at(60), State.RUNNING, null));
    assertThat(clocks.due()).contains(at(60));
    assertThat(clocks.replied(at(6))).isSameAs(clocks);
  }

  @Test
  void aBreachStaysOneWhenTheReplyComesLate() {
    SlaClocks clocks =
        SlaClocks.NONE
            .after(started(Clock.FIRST_RESPONSE, 10))
            .after(reached(Clock.FIRST_RESPONSE, SlaDeadlineReached.State.WARNING, 10))
            .after(reached(Clock.FIRST_RESPONSE, SlaDeadlineReached.State.BREACH, 10));
    assertThat(clocks.due()).contains(at(10));
    assertThat(clocks.replied(at(12)).runs())
        .containsEntry(Clock.FIRST_RESPONSE, new Run(at(10), State.BREACH, at(12)));
    assertThat(clocks.ended(at(20)).due()).isEmpty();
  }

  @Test
  void aClockThatStartsAnewForgetsItsLastRun() {
    SlaClocks clocks =
        SlaClocks.NONE
            .after(started(Clock.NEXT_RESPONSE, 10))
            .replied(at(5))
            .after(started(Clock.NEXT_RESPONSE, 30));
    assertThat(clocks.runs())
        .containsEntry(Clock.NEXT_RESPONSE, new Run(at(30), State.RUNNING, null));
  }
}
