package io.threadline.routing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Priority;
import io.threadline.contracts.Topic;
import io.threadline.contracts.routing.CustomerAttribute;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.platform.config.RelayProducer;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TopicReader;
import io.threadline.routing.intake.rule.RuleBook;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules from their saving to what they do to a request; and texts to who speaks their language. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class RuleFlowTest {
  private static final String RULES = "/api/routing/rules";

  @Inject @RelayProducer Producer<String, byte[]> producer;
  @Inject RuleBook book;

  private PoolClient pool;

  @BeforeEach
  void team() {
    pool = new PoolClient(producer);
    pool.put("/api/skills/billing", Map.of()).statusCode(201);
    pool.put("/api/queues/billing", Map.of("steps", List.of(Map.of("expr", "language"))))
        .statusCode(201);
    agent("ani", "en", "hy");
    agent("aizhan", "ru", "ky");
    agent("itziar", "es", "eu");
    agent("dovid", "he", "yi");
  }

  @Test
  void savedRulesDecideWhatARequestNeeds() {
    pool.as("supervisor1").get(RULES).then().statusCode(200).header("ETag", equalTo("\"0\""));
    save("0", rules("text.contains('bill')"), sample("My bill is wrong", "invoices"))
        .statusCode(200)
        .header("ETag", equalTo("\"1\""))
        .body("savedBy", equalTo("supervisor1"));
    try (TopicReader events = TopicReader.fromNow(Topic.ROUTING_EVENTS)) {
      UUID ticket =
          pool.write(
              "Hello, my bill is wrong and I do not know what to do.",
              new CustomerAttribute("tier", "gold"));
      TicketQueued queued =
          pool.event(events, TicketQueued.class, it -> it.ticketId().equals(ticket));
      assertThat(queued.queue()).isEqualTo("billing");
      assertThat(queued.priority()).isEqualTo(Priority.URGENT);
      assertThat(queued.language()).isEqualTo("en");
      pool.as("supervisor1")
          .get("/api/routing/decisions/" + ticket)
          .then()
          .body("items[0].triage.rule", equalTo("invoices"))
          .body("items[0].triage.version", equalTo(1));
    }
  }

  @Test
  void skillsOfARuleDecideWhoGetsTheTicket() {
    for (Map.Entry<String, Integer> each :
        List.of(Map.entry("novice", 2), Map.entry("expert", 7))) {
      pool.put(
              "/api/agents/" + each.getKey(),
              Map.of("languages", List.of("en"), "skills", Map.of("billing", each.getValue())))
          .statusCode(201);
      pool.presence(each.getKey(), "ready");
    }
    Map<String, Object> rule =
        Map.of("name", "hard", "when", "true", "then", Map.of("skills", Map.of("billing", 5)));
    save("0", List.of(rule)).statusCode(200);
    for (int i = 0; i < 3; i++) {
      assertOffered("expert", "Hello, my invoice is wrong and I do not know why.");
    }
    pool.as("novice").get("/api/agents/me/offers").then().body("items", hasSize(0));
  }

  @Test
  void rulesSavedElsewhereAreInForceWithinSeconds() {
    assertThat(book.of(pool.tenant()).isEmpty()).isTrue();
    var _ =
        book.store()
            .save(
                pool.tenant(),
                0,
                new io.threadline.routing.intake.rule.RuleSet(
                    List.of(
                        new io.threadline.routing.intake.rule.Rule(
                            "all",
                            "true",
                            new io.threadline.routing.intake.rule.Needs(
                                "billing", null, null, null))),
                    null),
                "another instance");
    PoolClient.until(() -> !book.of(pool.tenant()).isEmpty());
  }

  @Test
  void refusedRulesChangeNothing() {
    save("0", rules("txt.contains('bill')"))
        .statusCode(400)
        .contentType(containsString("problem+json"))
        .body("detail", containsString("undeclared reference to 'txt'"))
        .body("faults[0].line", equalTo(1))
        .body("faults[0].column", equalTo(1))
        .body("faults[0].whatToDo", containsString("conditions may use channel"));
    save("0", rules("customer.all(k, customer[k].contains(text))"))
        .statusCode(400)
        .body("detail", containsString("costs too much: up to 199,684 steps"));
    save("0", rules("text.contains('bill')"), sample("Where is my parcel?", "invoices"))
        .statusCode(400)
        .body("detail", containsString("rule is 'none', expected 'invoices'"))
        .body("samples[0].sample", equalTo("s"));
    pool.as("supervisor1").get(RULES).then().body("version", equalTo(0)).body("rules", hasSize(0));
    pool.as("ani").get(RULES).then().statusCode(403);
  }

  @Test
  void aStaleVersionIsRefusedAndOldOnesCanBeReadBack() {
    save("0", rules("text.contains('bill')")).statusCode(200);
    save("0", rules("true")).statusCode(412).body("detail", containsString("version 0"));
    save(null, rules("true")).statusCode(428);
    save("one", rules("true")).statusCode(400);
    save("1", rules("true")).statusCode(200).header("ETag", equalTo("\"2\""));
    pool.as("supervisor1")
        .get(RULES + "/versions")
        .then()
        .body("items.version", equalTo(List.of(2, 1)))
        .body("nextCursor", nullValue());
    pool.as("supervisor1")
        .get(RULES + "/versions/1")
        .then()
        .body("rules[0].when", equalTo("text.contains('bill')"));
    pool.as("supervisor1").get(RULES + "/versions/7").then().statusCode(404);
  }

  @Test
  void rulesAreTriedWithoutBeingSaved() {
    pool.as("supervisor1")
        .body(
            Map.of(
                "rules", rules("language == 'hy'"),
                "samples", List.of(sample("Բարև ձեզ, որտե՞ղ է իմ պատվերը", "invoices"))))
        .post(RULES + "/test")
        .then()
        .statusCode(200)
        .body("agree", equalTo(true))
        .body("samples[0].rule", equalTo("invoices"))
        .body("samples[0].language", equalTo("hy"))
        .body("samples[0].queue", equalTo("billing"));
    pool.as("supervisor1").get(RULES).then().body("version", equalTo(0));
  }

  @Test
  void eachTextGoesToWhoSpeaksItsLanguage() {
    for (String agent : List.of("ani", "aizhan", "itziar", "dovid")) {
      pool.presence(agent, "ready");
    }
    assertOffered("ani", "Բարև ձեզ, իմ պատվերը դեռ չի հասել, որտե՞ղ է այն։");
    assertOffered("aizhan", "Саламатсызбы, буйрутмам дагы эле келе элек, ал кайда?");
    assertOffered("aizhan", "Менин заказым дагы эле келген жок, жардам бериниздерчи.");
    assertOffered("itziar", "Kaixo, nire eskaera oraindik ez da iritsi, non dago?");
    assertOffered("dovid", "איך האָב נאָך ניט באַקומען מײַן באַשטעלונג, ווו איז זי?");
    assertOffered("dovid", "איך האב נאך נישט באקומען מיין באשטעלונג, ביטע העלפט מיר");
  }

  private void assertOffered(String agent, String text) {
    UUID ticket = pool.write(text);
    assertThat(pool.offerOf(agent, ticket)).isNotNull();
  }

  private void agent(String login, String... languages) {
    pool.put("/api/agents/" + login, Map.of("languages", List.of(languages))).statusCode(201);
  }

  private static List<Map<String, Object>> rules(String condition) {
    return List.of(
        Map.of(
            "name",
            "invoices",
            "when",
            condition,
            "then",
            Map.of("queue", "billing", "priority", "urgent")));
  }

  private static Map<String, Object> sample(String text, String rule) {
    return Map.of(
        "name",
        "s",
        "message",
        Map.of("channel", "sms", "text", text),
        "expect",
        Map.of("rule", rule));
  }

  @SafeVarargs
  private ValidatableResponse save(
      @Nullable String version, List<Map<String, Object>> rules, Map<String, Object>... samples) {
    RequestSpecification request = pool.as("supervisor1");
    if (version != null) {
      request = request.header("If-Match", '"' + version + '"');
    }
    return request.body(Map.of("rules", rules, "samples", samples)).put(RULES).then();
  }
}
