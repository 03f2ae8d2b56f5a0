package io.threadline.routing.intake.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.threadline.platform.event.EventJson;
import io.threadline.platform.testkit.Repository;
import io.threadline.routing.intake.language.LanguageGuess;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the page about rules shows is so. */
class RulesPageTest {
  private static final Vocabulary DEMO =
      new Vocabulary(
          new TreeSet<>(List.of("billing", "general", "technical")),
          new TreeSet<>(List.of("billing", "general", "technical")),
          new TreeSet<>(List.of("en", "es", "eu", "hy")));
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern REFUSAL = Pattern.compile("(?m)^\\| `(.+)` \\| (.+) \\|$");

  private final String page = Repository.text(Repository.root().resolve("docs/triage-rules.md"));
  private final RuleCheck check = new RuleCheck();
  private final LanguageGuess languages = new LanguageGuess();

  @TestFactory
  Stream<DynamicTest> everyExampleGoesLive() {
    List<String> examples = EXAMPLE.matcher(page).results().map(it -> it.group(1)).toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
    return examples.stream()
        .map(this::read)
        .map(set -> DynamicTest.dynamicTest(set.rules().getFirst().name(), () -> goesLive(set)));
  }

  @TestFactory
  Stream<DynamicTest> everyRefusalIsAsSaid() {
    String table = page.substring(page.indexOf("| Condition |"));
    List<String[]> rows =
        REFUSAL
            .matcher(table)
            .results()
            .map(it -> new String[] {it.group(1), it.group(2)})
            .toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(7);
    return rows.stream()
        .map(row -> DynamicTest.dynamicTest(row[0], () -> isRefused(row[0], row[1])));
  }

  private void goesLive(RuleSet set) {
    RuleCheck.Checked checked = check.check(set, DEMO);
    assertThat(checked).isInstanceOf(RuleCheck.Checked.Sound.class);
    if (checked instanceof RuleCheck.Checked.Sound sound) {
      assertThat(Trial.of(set.samples(), sound.rules(), languages, DEMO.languages()))
          .allSatisfy(trial -> assertThat(trial.disagrees()).as(trial.sample()).isEmpty());
    }
  }

  private void isRefused(String condition, String answer) {
    Rule rule = new Rule("shown", condition, new Needs("billing", null, null, null));
    RuleCheck.Checked checked = check.check(new RuleSet(List.of(rule), null), DEMO);
    assertThat(checked).isInstanceOf(RuleCheck.Checked.Refused.class);
    if (checked instanceof RuleCheck.Checked.Refused refused) {
      assertThat(refused.faults().getFirst().sentence()).contains(answer);
    }
  }

  private RuleSet read(String json) {
    try {
      return EventJson.mapper().readValue(json, RuleSet.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError("the page has an example that is no JSON: " + json, e);
    }
  }
}
