package io.threadline.routing.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final long SEED = 7;

  @Test
  void quantilesOfStudentAreThoseOfTheTables() {
    assertThat(StudentT.quantile975(5)).isCloseTo(2.571, within(2e-3));
    assertThat(StudentT.quantile975(10)).isCloseTo(2.228, within(1e-3));
    assertThat(StudentT.quantile975(30)).isCloseTo(2.042, within(1e-3));
    assertThat(StudentT.quantile975(1_000)).isCloseTo(1.962, within(1e-3));
    assertThatIllegalArgumentException().isThrownBy(() -> StudentT.quantile975(4));
  }

  @Test
  void withoutControlsTheMeanIsTheMean() {
    ControlledMean mean = ControlledMean.of(new double[] {1, 2, 3, 4, 5, 6, 7}, List.of());
    assertThat(mean.mean()).isCloseTo(4, within(1e-12));
    assertThat(mean.freedom()).isEqualTo(6);
    // The error of the mean with each batch left out in turn, sqrt(28/6/7) in the plain way.
    assertThat(mean.error()).isCloseTo(Math.sqrt(28.0 / 49) * 7 / 6, within(1e-12));
  }

  @Test
  void controlTakesAwayWhatItExplains() {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] control = random.doubles(40, -.5, .5).toArray();
    double[] values = new double[40];
    for (int i = 0; i < values.length; i++) {
      values[i] = 10 + 3 * control[i] + .01 * (random.nextDouble() - .5);
    }
    ControlledMean plain = ControlledMean.of(values, List.of());
    ControlledMean controlled = ControlledMean.of(values, List.of(control));
    assertThat(controlled.mean()).isCloseTo(10, within(.003));
    assertThat(controlled.error()).isLessThan(plain.error() / 50);
    assertThat(controlled.freedom()).isEqualTo(38);
  }

  @Test
  void controlThatSaysNothingNewCostsNothing() {
    double[] values = {1, 2, 3, 4, 5, 7, 9};
    double[] control = {.1, -.2, .3, .1, 0, -.1, .2};
    double[] same = java.util.Arrays.stream(control).map(x -> 2 * x).toArray();
    double[] constant = new double[values.length];
    ControlledMean one = ControlledMean.of(values, List.of(control));
    assertThat(ControlledMean.of(values, List.of(control, same, constant))).isEqualTo(one);
  }

  @Test
  void longTailMakesTheIntervalLopsided() {
    double[] values = new double[30];
    values[7] = 9;
    Estimate estimate = Intervals.ofMean(ControlledMean.of(values, List.of()));
    assertThat(estimate.high() - estimate.mean()).isGreaterThan(estimate.mean() - estimate.low());
  }

  @Test
  void whatDidNotHappenMayStillBePossible() {
    ControlledMean never = ControlledMean.of(new double[20], List.of());
    Estimate estimate = Intervals.ofShare(never, 1_000);
    assertThat(estimate.low()).isZero();
    assertThat(estimate.high()).isBetween(.002, .01);
  }

  @Test
  void fastServerIsTheQueueWithOneServer() {
    double rho = .8;
    FastServer.Exact exact = FastServer.Exact.of(.8, 1, 0);
    assertThat(exact.waited()).isCloseTo(rho, within(1e-9));
    assertThat(exact.seconds()).isCloseTo(rho / (1 - rho), within(1e-8));
    assertThat(exact.left()).isZero();
    ErlangFormulas impatient = ErlangFormulas.of(new ErlangCase(3600, 1.2, 1, 2));
    FastServer.Exact leaving = FastServer.Exact.of(1, 1 / 1.2, .5);
    assertThat(leaving.waited()).isCloseTo(impatient.pWait(), within(1e-6));
    assertThat(leaving.left()).isCloseTo(impatient.pAbandon(), within(1e-6));
  }
}
