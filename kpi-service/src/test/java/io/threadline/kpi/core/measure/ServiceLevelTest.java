package io.threadline.kpi.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.threadline.kpi.core.story.Kind;
import io.threadline.kpi.core.story.Moment;
import io.threadline.kpi.core.story.Story;
import io.threadline.kpi.core.story.TicketFact;
import io.threadline.kpi.report.Figures;
import io.threadline.kpi.report.Sums;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ICMI's own example: 1000 answered, 860 of them in time; 60 abandoned, 20 of them in time. */
class ServiceLevelTest {
  private static final Instant ZERO = Instant.parse("2026-01-01T00:00:00Z");

  private final Catalogue catalogue = new Catalogue(Policy.DEFAULT);

  @ParameterizedTest
  @CsvSource({"1, 81.1", "2, 86.0", "3, 83.0", "4, 82.7"})
  void formulasGiveWhatIcmiPrints(int formula, double percent) {
    Figures figures = icmi().figures(formula("service-level-" + formula));
    assertThat(figures.value()).isNotNull().isCloseTo(percent / 100, within(0.0005));
  }

  @Test
  void theDefaultIsTheFourth() {
    assertThat(icmi().figures(formula("service-level")))
        .isEqualTo(icmi().figures(formula("service-level-4")));
  }

  @Test
  void whoeverWaitsPastTheTargetIsAMiss() {
    Sums sums = icmi();
    sums.add("waiting-past-target", 100, 0, null);
    Figures figures = sums.figures(formula("service-level"));
    assertThat(figures.numerator()).isEqualTo(860);
    assertThat(figures.denominator()).isEqualTo(1_140);
  }

  @Test
  void ofNothingThereIsNoServiceLevel() {
    assertThat(new Sums().figures(formula("service-level")).value()).isNull();
  }

  /** Through stories and tallies, not by setting counts. */
  private Sums icmi() {
    Tallies tallies = new Tallies(catalogue.stored());
    for (int i = 0; i < 1_060; i++) {
      boolean answered = i < 1_000;
      boolean inTime = answered ? i < 860 : i < 1_020;
      Instant end = ZERO.plusSeconds(inTime ? 60 : 61);
      Moment queued =
          new Moment(id(2 * i), ZERO, Kind.QUEUED, null, null, "q", null, ZERO, 0, null);
      Moment ended = Moment.of(id(2 * i + 1), end, answered ? Kind.ASSIGNED : Kind.ABANDONED);
      tallies.plus(TicketFact.of(Story.of(List.of(queued, ended))).observations());
    }
    Sums sums = new Sums();
    tallies
        .changes()
        .forEach(
            (cell, tally) -> sums.add(cell.measure(), tally.count(), tally.totalMillis(), null));
    return sums;
  }

  private Formula formula(String key) {
    return catalogue.kpi(key).orElseThrow().formula();
  }

  private static UUID id(int number) {
    return new UUID(0x7000, number);
  }
}
