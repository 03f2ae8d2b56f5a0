package io.threadline.routing.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The real engine against the exact results for one queue. The seeds are fixed, so that a failure
 * is a change of the engine or of the simulator and not of the luck.
 *
 * <p>Of the 34 intervals of 95%, one or two miss by chance. Here as many as 5 may (more do in 1 of
 * 100 runs of a correct engine), and none by far: not when it is widened to 99.9%.
 */
class ErlangOracleTest {
  private static final long SEED = 20_260_105;
  private static final int CUSTOMERS = 30_000;
  private static final int MISSES = 5;

  /** From Student's 97.5% quantile to the 99.95% one, at 20 degrees of freedom. */
  private static final double WIDER = 3.85 / 2.086;

  private static final List<ExactRow> ROWS = ExactRow.TABLE;

  @Test
  void formulasOfThisTestGiveTheTable() {
    for (ExactRow row : ROWS) {
      ErlangFormulas exact = ErlangFormulas.of(row.given());
      assertThat(exact.pWait()).as("%s", row).isCloseTo(row.pWait(), within(2e-6));
      assertThat(exact.asaSeconds()).as("%s", row).isCloseTo(row.asaSeconds(), within(1e-4));
      assertThat(exact.serviceLevel20())
          .as("%s", row)
          .isCloseTo(row.serviceLevel20(), within(2e-6));
      assertThat(exact.pAbandon()).as("%s", row).isCloseTo(row.pAbandon(), within(2e-6));
    }
  }

  @Test
  void engineAgreesWithEveryRow() {
    List<String> missed = new ArrayList<>();
    for (ExactRow row : ROWS) {
      ErlangFigures figures = row.given().run(SEED, row.given().plan(CUSTOMERS));
      check(row, "P(wait)", figures.pWait(), row.pWait(), missed);
      check(row, "ASA", figures.asaSeconds(), row.asaSeconds(), missed);
      check(row, "SL20", figures.serviceLevel20(), row.serviceLevel20(), missed);
      check(row, "P(abandon)", figures.pAbandon(), row.pAbandon(), missed);
    }
    assertThat(missed).hasSizeLessThanOrEqualTo(MISSES);
  }

  private static void check(
      ExactRow row, String name, Estimate estimate, double exact, List<String> missed) {
    String text = "%s of %s: %s, exactly %s".formatted(name, row.given(), estimate, exact);
    if (!estimate.covers(exact)) {
      missed.add(text);
    }
    assertThat(exact)
        .as(text)
        .isBetween(
            estimate.mean() - (estimate.mean() - estimate.low()) * WIDER,
            estimate.mean() + (estimate.high() - estimate.mean()) * WIDER);
  }

  /**
   * Intervals of many other cases cover the exact value as often as they say: of 60 cases with 4
   * figures each at least 92% (the figures of a case miss together). With {@code
   * -Dthreadline.simulate.cases=400} it is a study.
   */
  @Test
  void intervalsAreHonest() {
    int cases = Integer.getInteger("threadline.simulate.cases", 60);
    java.util.SplittableRandom random = new java.util.SplittableRandom(SEED);
    int intervals = 0;
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      int agents = 1 + random.nextInt(30);
      double handle = 30 + random.nextInt(400);
      boolean patient = random.nextBoolean();
      double load = .6 + random.nextDouble() * (patient ? .25 : .5);
      double patience =
          patient ? Double.POSITIVE_INFINITY : handle * (.3 + 2 * random.nextDouble());
      ErlangCase given = new ErlangCase(load * agents * 3600 / handle, handle, agents, patience);
      ErlangFigures figures = given.run(SEED + i, given.plan(6_000));
      ErlangFormulas exact = ErlangFormulas.of(given);
      intervals += patient ? 3 : 4;
      cover("P(wait)", given, figures.pWait(), exact.pWait(), missed);
      cover("ASA", given, figures.asaSeconds(), exact.asaSeconds(), missed);
      cover("SL20", given, figures.serviceLevel20(), exact.serviceLevel20(), missed);
      if (!patient) {
        cover("P(abandon)", given, figures.pAbandon(), exact.pAbandon(), missed);
      }
    }
    assertThat(missed).as("of %d intervals", intervals).hasSizeLessThan((int) (.08 * intervals));
  }

  private static void cover(
      String name, ErlangCase given, Estimate estimate, double exact, List<String> missed) {
    if (!estimate.covers(exact)) {
      missed.add("%s of %s: %s, exactly %s".formatted(name, given, estimate, exact));
    }
  }
}
