package io.threadline.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GiveWayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AtomicBoolean busy = new AtomicBoolean();
  private final GiveWay giveWay = new GiveWay(busy::get, PATIENCE);

  @Test
  void holdsOnlyWhileTheOthersAreBusy() {
    assertThat(giveWay.holds(seconds(0))).isFalse();
    busy.set(true);
    assertThat(giveWay.holds(seconds(1))).isTrue();
    assertThat(giveWay.heldSeconds(seconds(3))).isEqualTo(2);
    busy.set(false);
    assertThat(giveWay.holds(seconds(4))).isFalse();
    assertThat(giveWay.heldSeconds(seconds(4))).isZero();
  }

  @Test
  void worksOnAfterItsPatienceUntilItHasCaughtUp() {
    busy.set(true);
    assertThat(giveWay.holds(seconds(0))).isTrue();
    assertThat(giveWay.holds(seconds(4.9))).isTrue();
    assertThat(giveWay.holds(seconds(5))).isFalse();
    assertThat(giveWay.holds(seconds(60))).isFalse();
    giveWay.caughtUp();
    assertThat(giveWay.holds(seconds(61))).isTrue();
  }

  @Test
  void shortPausesOfTheOthersDoNotStretchItsPatience() {
    busy.set(true);
    assertThat(giveWay.holds(seconds(0))).isTrue();
    busy.set(false);
    assertThat(giveWay.holds(seconds(4))).isFalse();
    busy.set(true);
    assertThat(giveWay.holds(seconds(4.5))).isTrue();
    assertThat(giveWay.holds(seconds(5))).isFalse();
  }

  @Test
  void whatCannotWaitEndsTheHolding() {
    busy.set(true);
    assertThat(giveWay.holds(seconds(0))).isTrue();
    giveWay.hurry(seconds(1));
    assertThat(giveWay.holds(seconds(1))).isFalse();
    giveWay.caughtUp();
    assertThat(giveWay.holds(seconds(1.5))).isFalse();
    assertThat(giveWay.holds(seconds(2))).isTrue();
  }

  private static long seconds(double seconds) {
    return (long) (seconds * 1e9);
  }
}
