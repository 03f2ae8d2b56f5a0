package io.threadline.routing.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.CustomerAttribute;
import io.threadline.routing.core.Input;
import io.threadline.routing.intake.rule.Needs;
import io.threadline.routing.intake.rule.Rule;
import io.threadline.routing.intake.rule.RuleCheck;
import io.threadline.routing.intake.rule.RuleSet;
import io.threadline.routing.intake.rule.Rules;
import io.threadline.routing.intake.rule.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriageTest {
  private static final UUID ID = UUID.fromString("0198c5f0-0001-7000-8000-000000000001");
  private static final String MONDAY_NOON = "2026-01-05T12:00:00Z";
  private static final Catalogue CATALOGUE =
      new Catalogue(
          new TreeSet<>(List.of("en", "es", "hy")),
          new TreeSet<>(List.of("general", "billing", "night")));

  private final List<Verdict.Skipped> skipped = new ArrayList<>();

  /** The first rule that holds decides; each row asks with one more thing changed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # channel | account      | text            | attribute  | time                 | queue   | priority
          sms       | -            | my bill, please | -          | 2026-01-05T12:00:00Z | billing | NORMAL
          sms       | -            | hello           | -          | 2026-01-05T12:00:00Z | general | NORMAL
          sms       | -            | hello           | tier=gold  | 2026-01-05T12:00:00Z | general | URGENT
          email     | a@x.example  | hello           | -          | 2026-01-05T12:00:00Z | general | NORMAL
          email     | vip@x.example| hello           | -          | 2026-01-05T12:00:00Z | general | HIGH
          sms       | -            | hello           | -          | 2026-01-05T23:00:00Z | night   | NORMAL
          sms       | -            | BILL            | tier=gold  | 2026-01-05T23:00:00Z | billing | NORMAL
          """)
  void rulesDecideByChannelAccountTextCustomerAndTime(
      String channel,
      String account,
      String text,
      String attribute,
      String time,
      String queue,
      Priority priority) {
    Rules rules =
        rules(
            rule("bills", "text.matches('(?i)\\\\bbill\\\\b')", "billing", null),
            rule("gold", "has(customer.tier) && customer.tier == 'gold'", null, "urgent"),
            rule("vip", "channel == 'email' && account.startsWith('vip@')", null, "high"),
            rule("night", "time.getHours() >= 20", "night", null));
    Input.Enqueue input = input(rules, asked(channel, account, text, attribute, time, false));
    assertThat(input.queue()).isEqualTo(queue);
    assertThat(input.priority()).isEqualTo(priority);
    assertThat(skipped).isEmpty();
  }

  @Test
  void aRuleThatFailsIsPassedOverAndTheRequestGoesOn() {
    Rules rules =
        rules(
            rule("broken", "10 / (size(text) - 5) > 0 && int(text) > 0", "night", null),
            rule("attribute", "customer.tier == 'gold'", "night", null),
            rule("rest", "true", "billing", null));
    assertThat(input(rules, asked("sms", null, "hello", null, MONDAY_NOON, false)).queue())
        .isEqualTo("billing");
    assertThat(skipped)
        .containsExactly(
            new Verdict.Skipped("broken", "divide-by-zero"),
            new Verdict.Skipped("attribute", "attribute-not-found"));
  }

  @Test
  void aQueueThatIsGoneLeavesTheRequestWhereItWas() {
    Rules rules = rules(rule("gone", "true", "closed", "high"));
    Input.Enqueue input = input(rules, asked("sms", null, "hello", null, MONDAY_NOON, false));
    assertThat(input.queue()).isEqualTo("general");
    assertThat(input.priority()).isEqualTo(Priority.HIGH);
    assertThat(skipped).containsExactly(new Verdict.Skipped("gone", "unknown-queue"));
  }

  @Test
  void skillsOfARuleAreAskedFor() {
    SortedMap<String, Integer> skills = new TreeMap<>(Map.of("billing", 5));
    Rules rules = rules(new Rule("bills", "true", new Needs(null, null, null, skills)));
    assertThat(input(rules, asked("sms", null, "hello", null, MONDAY_NOON, false)).skills())
        .isEqualTo(skills);
    assertThat(input(Rules.NONE, asked("sms", null, "hello", null, MONDAY_NOON, false)).skills())
        .isNull();
  }

  @Test
  void aTextThatDoesNotTellIsInTheLanguageOfItsCustomer() {
    assertThat(input(Rules.NONE, asked("sms", null, "ok", "language=es", MONDAY_NOON, false)))
        .extracting(Input.Enqueue::language)
        .isEqualTo("es");
    assertThat(input(Rules.NONE, asked("sms", null, "ok", "language=xx", MONDAY_NOON, false)))
        .extracting(Input.Enqueue::language)
        .isEqualTo("en");
    assertThat(
            input(
                Rules.NONE,
                asked("sms", null, "Hello, where is my order?", "language=es", MONDAY_NOON, false)))
        .extracting(Input.Enqueue::language)
        .isEqualTo("en");
  }

  @Test
  void aTicketThatComesBackStaysWhereItWas() {
    Rules rules = rules(rule("all", "true", "billing", null));
    assertThat(input(rules, asked("sms", null, "hello", null, MONDAY_NOON, true)).queue())
        .isEqualTo("general");
  }

  @Test
  void aRuleMayDecideByTheLanguageAndDecideTheLanguage() {
    Rules rules =
        rules(
            new Rule(
                "french",
                "written == 'fr' && language != 'fr'",
                new Needs("night", null, "en", null)),
            new Rule("spanish", "language == 'es'", new Needs("billing", null, null, null)));
    Input.Enqueue french =
        input(
            rules,
            asked(
                "sms",
                null,
                "Bonjour, ma commande n'est pas encore arrivée, où est-elle maintenant ?",
                null,
                MONDAY_NOON,
                false));
    assertThat(french.queue()).isEqualTo("night");
    assertThat(french.language()).isEqualTo("en");
    Input.Enqueue spanish =
        input(rules, asked("sms", null, "Hola, ¿dónde está mi pedido?", null, MONDAY_NOON, false));
    assertThat(spanish.queue()).isEqualTo("billing");
    assertThat(spanish.language()).isEqualTo("es");
  }

  private Input.Enqueue input(Rules rules, AgentRequested asked) {
    Triage triage = new Triage("general", _ -> rules, (_, each) -> skipped.add(each));
    return (Input.Enqueue) triage.input(ID, asked, CATALOGUE);
  }

  private static Rules rules(Rule... rules) {
    return new RuleCheck()
        .stored(
            new RuleSet(List.of(rules), null),
            fault -> {
              throw new AssertionError(fault.sentence());
            });
  }

  private static Rule rule(
      String name, String when, @Nullable String queue, @Nullable String priority) {
    return new Rule(name, when, new Needs(queue, priority, null, null));
  }

  private static AgentRequested asked(
      String channel,
      @Nullable String account,
      String text,
      @Nullable String attribute,
      String time,
      boolean reopened) {
    List<CustomerAttribute> attributes =
        attribute == null
            ? List.of()
            : List.of(
                new CustomerAttribute(
                    attribute.substring(0, attribute.indexOf('=')),
                    attribute.substring(attribute.indexOf('=') + 1)));
    return new AgentRequested(
        "default",
        ID,
        ID,
        ID,
        Channel.of(channel),
        ID,
        "general",
        "en",
        Priority.NORMAL,
        text,
        null,
        reopened,
        Instant.parse(time),
        account,
        null,
        attributes);
  }
}
