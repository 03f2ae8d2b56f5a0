package io.threadline.routing.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.simulate.Contest.Policy;
import io.threadline.routing.simulate.Contest.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static final Plan SHORT = new Plan(1, 200, 1, 1_500);
  private static final Policy REFERENCE = new Policy(Strategy.LONGEST_IDLE, Rule.FIRST_COME);
  private static final Policy STRICT = new Policy(Strategy.LONGEST_IDLE, Rule.STRICT_PRIORITY);

  @Test
  void policiesMeetTheSameCustomers() {
    Contest contest = new Contest(.9, 3);
    Batch first = Simulator.replicate(contest.scenario(REFERENCE), SHORT, 5, null).total();
    Batch other = Simulator.replicate(contest.scenario(STRICT), SHORT, 5, null).total();
    for (int kind = 0; kind < first.kinds(); kind++) {
      assertThat(first.arrived(kind)).isPositive().isEqualTo(other.arrived(kind));
    }
    assertThat(contest.scenario(REFERENCE).load())
        .isCloseTo(.9, org.assertj.core.api.Assertions.within(1e-9));
  }

  @Test
  void priorityHelpsVipsAndNothingHelpsAgainstItself() {
    ContestTable table = new ContestTable(List.of(REFERENCE, STRICT), 1, 3, 2, SHORT, 3);
    assertThat(table.gain(REFERENCE, ContestScore::serviceLevel)).isEqualTo(new Estimate(0, 0, 0));
    assertThat(table.gain(STRICT, ContestScore::vipServiceLevel).mean()).isPositive();
    assertThat(table.mean(STRICT, ContestScore::occupancySpread)).isBetween(0.0, .5);
  }
}
