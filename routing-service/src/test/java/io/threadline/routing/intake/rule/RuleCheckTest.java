package io.threadline.routing.intake.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCheckTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          new TreeSet<>(List.of("billing", "general")),
          new TreeSet<>(List.of("billing")),
          new TreeSet<>(List.of("en", "hy")));
  private static final Needs BILLING = new Needs("billing", null, null, null);

  private final RuleCheck check = new RuleCheck();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          channel = 'email'                            | line 1, column 9   | write it as CEL
          txt.contains('refund')                       | line 1, column 1   | undeclared reference to 'txt'
          channel == 'sms' && text == 3                | line 1, column 26  | both sides must be of one type
          text                                         | line 1, column 1   | a condition is true or false
          text.matches('(?i)(refund')                  | line 1, column 14  | missing closing )
          text.matches(subject)                        | line 1, column 14  | write the pattern out
          text.matches('((a{999}){999}){999}')         | line 1, column 14  | too large
          customer.all(k, customer[k].contains(text))  | costs too much: up to 199,684 steps, and 100,000 is the limit | side by side
          """)
  void tellsWhereAConditionIsWrongAndWhatToDo(String condition, String where, String what) {
    assertThat(sentences(new Rule("wrong", condition, BILLING)))
        .first()
        .asString()
        .startsWith("rule 'wrong', when")
        .contains(where)
        .contains(what);
  }

  @Test
  void boundsHowMuchThereIs() {
    String long1 = "text == '" + "x".repeat(RuleCompiler.MAX_LENGTH) + "'";
    assertThat(sentences(new Rule("long", long1, BILLING)))
        .singleElement()
        .asString()
        .contains("2,000 characters");
    String deep = "(".repeat(80) + "true" + ")".repeat(80);
    assertThat(sentences(new Rule("deep", deep, BILLING))).isNotEmpty();
    List<Rule> many =
        IntStream.rangeClosed(0, RuleCheck.MAX_RULES)
            .mapToObj(i -> new Rule("r" + i, "true", BILLING))
            .toList();
    assertThat(sentences(new RuleSet(many, null)))
        .singleElement()
        .asString()
        .contains("there are 101 rules, and 100 is the limit");
  }

  @Test
  void namesWhatThePoolDoesNotHave() {
    Needs unknown =
        new Needs(
            "refunds",
            "soon",
            "english",
            new TreeMap<>(java.util.Map.of("juggling", 3, "billing", 11)));
    assertThat(sentences(new Rule("Refunds!", "true", unknown)))
        .anyMatch(it -> it.contains("'Refunds!' is no name"))
        .anyMatch(it ->
            it.contains("queue 'refunds' is not defined") && it.contains("PUT /api/queues/refunds"))
        .anyMatch(it -> it.contains("'soon' is no priority"))
        .anyMatch(it -> it.contains("'english' is no language"))
        .anyMatch(it -> it.contains("skill 'juggling' is not defined"))
        .anyMatch(it -> it.contains("level 11 of skill 'billing' is out of range: use 1 to 10"))
        .hasSize(6);
    assertThat(sentences(new Rule("idle", "true", Needs.NONE)))
        .singleElement()
        .asString()
        .contains("decides nothing");
  }

  @Test
  void wantsSamplesThatSaySomething() {
    Rule rule = new Rule("all", "true", BILLING);
    Sample empty = new Sample("", null, null);
    Sample lost =
        new Sample(
            "lost",
            new Sample.Message("e mail", null, null, "x", null, null, null, null, null),
            new Sample.Expectation("gone", null, null, null, null));
    assertThat(sentences(new RuleSet(List.of(rule, rule), List.of(empty, lost))))
        .anyMatch(it -> it.contains("there are two of this name"))
        .anyMatch(it -> it.contains("channel or text is missing"))
        .anyMatch(it -> it.contains("expects nothing"))
        .anyMatch(it -> it.contains("there is no rule 'gone'"))
        .anyMatch(it -> it.contains("e mail"));
  }

  private List<String> sentences(Rule rule) {
    return sentences(new RuleSet(List.of(rule), null));
  }

  private List<String> sentences(RuleSet set) {
    return switch (check.check(set, VOCABULARY)) {
      case RuleCheck.Checked.Sound _ -> List.of();
      case RuleCheck.Checked.Refused refused ->
          refused.faults().stream().map(Fault::sentence).toList();
    };
  }
}
