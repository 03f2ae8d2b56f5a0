package io.threadline.routing.core.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private static final Duration HALF_MINUTE = Duration.ofSeconds(30);
  private static final Predicate<String> NEVER_RELAX = "licence"::equals;

  @Test
  void connectStepsFollowEachOtherAndEndWithWhatIsNeverRelaxed() {
    List<Step> steps =
        Shapes.connect(
            List.of(
                new Shapes.Demand(levels("billing", 8, "licence", 1), HALF_MINUTE),
                new Shapes.Demand(levels("billing", 3, "licence", 1), HALF_MINUTE)),
            NEVER_RELAX);
    assertThat(steps)
        .extracting(Step::toString)
        .containsExactly(
            "language and billing >= 8 and licence >= 1 for PT30S",
            "language and billing >= 3 and licence >= 1 for PT30S",
            "language and licence >= 1");
  }

  @Test
  void bullseyeRingsGiveUpSkillsAndAreAtMostSix() {
    Shapes.Ring inner = new Shapes.Ring(HALF_MINUTE, Collections.emptySortedSet());
    Shapes.Ring outer = new Shapes.Ring(HALF_MINUTE, new TreeSet<>(List.of("general")));
    assertThat(
            Shapes.bullseye(levels("billing", 5, "general", 2), List.of(inner, outer), NEVER_RELAX))
        .extracting(Step::toString)
        .containsExactly(
            "language and billing >= 5 and general >= 2 for PT30S",
            "language and billing >= 5 for PT30S",
            "language");
    assertThatThrownBy(
            () -> Shapes.bullseye(levels("billing", 5), Collections.nCopies(7, inner), NEVER_RELAX))
        .hasMessageContaining("7 rings");
  }

  @Test
  void salesforceDropsAdditionalSkillsByPriorityAndKeepsRequiredOnes() {
    List<Shapes.Asked> asked =
        List.of(
            new Shapes.Asked("billing", 0, null),
            new Shapes.Asked("general", 4, 1),
            new Shapes.Asked("technical", 10, 2));
    assertThat(Shapes.salesforce(asked, HALF_MINUTE, NEVER_RELAX))
        .extracting(Step::toString)
        .containsExactly(
            "language and billing >= 1 and general >= 4 and technical >= 10 for PT30S",
            "language and billing >= 1 and general >= 4 for PT30S",
            "language and billing >= 1");
    assertThatThrownBy(() ->
            Shapes.salesforce(
                List.of(new Shapes.Asked("billing", 11, null)), HALF_MINUTE, NEVER_RELAX))
        .hasMessageContaining("11");
  }

  private static TreeMap<String, Integer> levels(Object... pairs) {
    TreeMap<String, Integer> levels = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      levels.putAll(Map.of((String) pairs[i], (Integer) pairs[i + 1]));
    }
    return levels;
  }
}
