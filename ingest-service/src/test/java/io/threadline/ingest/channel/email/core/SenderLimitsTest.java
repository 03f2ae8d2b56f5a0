package io.threadline.ingest.channel.email.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SenderLimitsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void aSenderHasItsMinutesWorthAndThenWhatTimeBrings() {
    SenderLimits limits = new SenderLimits(3);
    for (int i = 0; i < 3; i++) {
      assertThat(limits.take("ann", NOON)).isTrue();
    }
    assertThat(limits.take("ann", NOON)).isFalse();
    assertThat(limits.take("ben", NOON)).isTrue();
    assertThat(limits.take("ann", NOON.plusSeconds(19))).isFalse();
    assertThat(limits.take("ann", NOON.plusSeconds(20))).isTrue();
    assertThat(limits.take("ann", NOON.plusSeconds(21))).isFalse();
  }

  @Test
  void aClockThatStepsBackGivesNothingAndTakesNothing() {
    SenderLimits limits = new SenderLimits(1);
    assertThat(limits.take("ann", NOON)).isTrue();
    assertThat(limits.take("ann", NOON.minusSeconds(3_600))).isFalse();
  }

  @Test
  void onlySoManySendersAreRemembered() {
    SenderLimits limits = new SenderLimits(1);
    for (int i = 0; i < 100_000; i++) {
      assertThat(limits.take("sender" + i, NOON)).isTrue();
    }
    assertThat(limits.take("sender99999", NOON)).isFalse();
  }
}
