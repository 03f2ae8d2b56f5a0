package io.threadline.routing.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commands against the invariants of the specification, after every input. */
class EnginePropertyTest {
  private static final int STEPS = Integer.getInteger("threadline.property.steps", 1_500);
  private static final int SEEDS = Integer.getInteger("threadline.property.seeds", 15);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void invariantsHoldAfterEveryInput(long seed) {
    run(seed);
  }

  @Test
  void invariantsHoldForSeedsNobodyChose() {
    new Random().longs(SEEDS).forEach(EnginePropertyTest::run);
  }

  private static void run(long seed) {
    try {
      new EngineSimulation(seed).run(STEPS);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  @Test
  void replayGivesTheSameStateAndAnySnapshotGoesOnAlike() {
    EngineSimulation live = new EngineSimulation(42);
    live.run(1_500);
    RoutingEngine replayed = new RoutingEngine("default");
    for (int i = 0; i < live.log().size(); i++) {
      var entry = live.log().get(i);
      Outcome outcome = replayed.apply(entry.stamp(), entry.input());
      assertThat(outcome).isEqualTo(entry.outcome());
      if (i % 400 == 0) {
        RoutingEngine restored = RoutingEngine.restore("default", replayed.snapshot());
        for (var tail : live.log().subList(i + 1, live.log().size())) {
          assertThat(restored.apply(tail.stamp(), tail.input())).isEqualTo(tail.outcome());
        }
        assertThat(restored.stateHash()).isEqualTo(live.engine().stateHash());
      }
    }
    assertThat(replayed.stateHash()).isEqualTo(live.engine().stateHash());
  }

  @Test
  void storedCopyKeptByChangesIsTheState() {
    EngineSimulation live = new EngineSimulation(7);
    live.run(1_500);
    assertThat(live.storedCopy()).isEqualTo(live.engine().entities());
  }
}
