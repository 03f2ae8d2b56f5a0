package io.threadline.routing.core.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RequirementsTest {
  private static final List<Step> STEPS =
      List.of(
          new Step(ExprParser.parse("general >= 3"), Duration.ofSeconds(30)),
          new Step(ExprParser.parse("any"), null));

  @Test
  void furtherSkillsAreAskedForAsLongAsSomebodyHasThem() {
    assertThat(demanding(Map.of("billing", 5), false))
        .containsExactly(
            "general >= 3 and billing >= 5 for PT30S",
            "any and billing >= 5",
            "general >= 3 for PT30S",
            "any");
  }

  @Test
  void whatIsNeverRelaxedStaysToTheEnd() {
    assertThat(demanding(Map.of("billing", 5), true))
        .containsExactly("general >= 3 and billing >= 5 for PT30S", "any and billing >= 5");
  }

  @Test
  void whatAStepAsksForAlreadyIsNotAskedTwice() {
    assertThat(demanding(Map.of("general", 2), false))
        .containsExactly(
            "general >= 3 for PT30S", "any and general >= 2", "general >= 3 for PT30S", "any");
  }

  @Test
  void whoHadATicketIsPreferredAndTheRestStays() {
    List<Step> steps =
        Requirements.demanding(
            Requirements.preferring(STEPS, "ani", "hy", Duration.ofSeconds(10)),
            new TreeMap<>(Map.of("billing", 5)),
            _ -> true);
    assertThat(Requirements.preferring(steps, "bob", "hy", Duration.ofSeconds(10)))
        .extracting(Step::toString)
        .hasSize(3)
        .satisfies(all -> assertThat(all.getFirst()).contains("bob").contains("language:hy"))
        .endsWith("general >= 3 and billing >= 5 for PT30S", "any and billing >= 5");
  }

  private static List<String> demanding(Map<String, Integer> skills, boolean neverRelax) {
    return Requirements.demanding(STEPS, new TreeMap<>(skills), _ -> neverRelax).stream()
        .map(Step::toString)
        .toList();
  }
}
