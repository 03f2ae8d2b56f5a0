package io.threadline.conversation.api;

import static io.threadline.conversation.testkit.Scene.SOON;
import static io.threadline.conversation.testkit.Scene.agent;
import static io.threadline.conversation.testkit.Scene.as;
import static io.threadline.conversation.testkit.Scene.customer;
import static io.threadline.conversation.testkit.Scene.newNumber;
import static io.threadline.conversation.testkit.Scene.thread;
import static io.threadline.conversation.testkit.Scene.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Topic;
import io.threadline.conversation.testkit.ConversationDatabase;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import io.threadline.platform.testkit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Consent, export and erasure, by REST; what is left afterwards, in the whole schema. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class PrivacyApiTest {
  private static final String CANARY = "canary-7f3a";

  private final Scene scene = new Scene();
  private final TopicReader events = TopicReader.fromNow(Topic.CONVERSATION_EVENTS);

  @AfterEach
  void close() {
    events.close();
    scene.close();
  }

  private static RequestSpecification admin() {
    return as(TestTokens.of("admin", "admin"));
  }

  private String writes(String phone, String text) {
    scene.write(Channel.SMS, phone, text);
    String customer = customer(phone);
    thread(customer, 1);
    return customer;
  }

  @Test
  void consentIsRecordedByPurposeAndARefusalOfEitherCountsWhileMerged() {
    String one = writes(newNumber(), "one");
    String other = writes(newNumber(), "two");
    consent(one, "newsletter", true).then().statusCode(200).body("granted", hasItem(true));
    consent(other, "newsletter", false).then().statusCode(200);
    consent(one, "No Such Word", true).then().statusCode(400);
    agent()
        .body(Map.of("granted", true, "source", "phone"))
        .put("/api/customers/" + one + "/consents/newsletter")
        .then()
        .statusCode(428);
    agent().get("/api/customers/" + one + "/consents").then().body("granted", is(List.of(true)));
    agent()
        .body(Map.of("customerId", other))
        .post("/api/customers/" + one + "/merges")
        .then()
        .statusCode(201);
    agent()
        .get("/api/customers/" + other + "/consents")
        .then()
        .body("", hasSize(1))
        .body("[0].granted", is(false))
        .body("[0].recordedBy", is("agent1"));
  }

  private static Response consent(String customer, String purpose, boolean granted) {
    return agent()
        .header("If-Match", "*")
        .body(Map.of("granted", granted, "source", "on the phone"))
        .put("/api/customers/" + customer + "/consents/" + purpose);
  }

  @Test
  void anExportHasEverythingAndAnErasureLeavesNothing() {
    String phone = newNumber();
    String customer = writes(phone, CANARY + " my mail is " + CANARY + "@example.com");
    String ticket = ticket(customer);
    agent()
        .header("If-Match", "*")
        .body(Map.of("displayName", CANARY))
        .patch("/api/customers/" + customer)
        .then()
        .statusCode(200);
    agent()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(Map.of("text", CANARY + " note"))
        .post("/api/tickets/" + ticket + "/notes")
        .then()
        .statusCode(201);
    consent(customer, "newsletter", true);

    agent().get("/api/customers/" + customer + "/export").then().statusCode(403);
    JsonPath export = admin().get("/api/customers/" + customer + "/export").jsonPath();
    assertThat(export.getList("messages.text")).hasSize(2);
    assertThat(export.getList("identities.address")).containsExactly(phone);
    assertThat(export.getList("customers.display_name")).containsExactly(CANARY);
    assertThat(export.getList("tickets.id")).containsExactly(ticket);
    assertThat(export.getList("consents.purpose")).containsExactly("newsletter");

    String path = "/api/customers/" + customer + "/erasure";
    admin().body(Map.of()).post(path).then().statusCode(409).body("ticketIds", hasItem(ticket));
    agent().post("/api/tickets/" + ticket + "/resolve").then().statusCode(200);
    agent().body(Map.of()).post(path).then().statusCode(403);
    as(TestTokens.of(UUID.randomUUID(), "mallory", "admin"))
        .body(Map.of())
        .post(path)
        .then()
        .statusCode(404);
    admin()
        .body(Map.of("reason", "they asked us to"))
        .post(path)
        .then()
        .statusCode(200)
        .body("messages", is(2))
        .body("addresses", is(1));

    events.until(
        SOON,
        read ->
            read.stream()
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .filter(body -> body.contains(customer) && body.contains("ashes"))
                    .count()
                > 0);
    assertThat(thread(customer, 2).getList("items.text")).containsExactly("", "");
    admin()
        .queryParam("subject", customer)
        .get("/api/audit")
        .then()
        .body("items.action", hasItem("customer-erased"));
    admin().get("/api/audit/verification").then().body("intact", is(true));
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(tablesWith(CANARY)).isEmpty();
          assertThat(tablesWith(phone.substring(1))).isEmpty();
        });
  }

  /** The tables that have that text anywhere, what is on its way to Kafka aside. */
  private static List<String> tablesWith(String text) {
    return ConversationDatabase.rows(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'conversation'"
                + " AND table_name <> 'outbox'")
        .stream()
        .filter(table ->
            !ConversationDatabase.rows(
                    "SELECT 1 FROM %s AS t WHERE t::text LIKE '%%%s%%' LIMIT 1"
                        .formatted(table, text))
                .isEmpty())
        .toList();
  }

  @Test
  void retentionIsSetByAdminsFromTheVersionTheyRead() {
    String path = "/api/privacy/retention";
    String tag = admin().get(path).header("ETag");
    admin().body(Map.of("messageDays", 365)).put(path).then().statusCode(428);
    admin().header("If-Match", tag).body(Map.of("messageDays", 0)).put(path).then().statusCode(400);
    admin()
        .header("If-Match", tag)
        .body(Map.of("messageDays", 36_500))
        .put(path)
        .then()
        .statusCode(200)
        .body("messageDays", is(36_500));
    admin().header("If-Match", tag).body(Map.of()).put(path).then().statusCode(412);
    agent().get(path).then().statusCode(403);
  }
}
