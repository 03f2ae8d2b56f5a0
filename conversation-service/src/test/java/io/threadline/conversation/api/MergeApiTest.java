package io.threadline.conversation.api;

import static io.threadline.conversation.testkit.Scene.SOON;
import static io.threadline.conversation.testkit.Scene.agent;
import static io.threadline.conversation.testkit.Scene.as;
import static io.threadline.conversation.testkit.Scene.customer;
import static io.threadline.conversation.testkit.Scene.newNumber;
import static io.threadline.conversation.testkit.Scene.thread;
import static io.threadline.conversation.testkit.Scene.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.contracts.EventType;
import io.threadline.contracts.Topic;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import io.threadline.platform.testkit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Merging, unmerging and addresses that change hands, by REST. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class MergeApiTest {
  private final Scene scene = new Scene();
  private final TopicReader events = TopicReader.fromNow(Topic.CONVERSATION_EVENTS);
  private final String phone = newNumber();
  private final String mail = "ann" + phone.substring(1) + "@example.com";
  private String ann = "";
  private String other = "";

  @BeforeEach
  void twoCustomers() {
    scene.write(Channel.SMS, phone, "one");
    ann = customer(phone);
    scene.write(Channel.EMAIL, mail, "two");
    other = customer(mail);
  }

  @AfterEach
  void close() {
    events.close();
    scene.close();
  }

  private static RequestSpecification supervisor() {
    return as(TestTokens.of("supervisor", "supervisor"));
  }

  private Response merge(String key) {
    return agent()
        .header("Idempotency-Key", key)
        .body(Map.of("customerId", other, "reason", "same signature"))
        .post("/api/customers/" + ann + "/merges");
  }

  @Test
  void mergedCustomersAreOneUntilTheMergeIsUndone() {
    String key = UUID.randomUUID().toString();
    String merge = merge(key).then().statusCode(201).extract().path("id");
    merge(key).then().statusCode(201).body("id", is(merge));
    merge("again" + key).then().statusCode(409).body("customerId", is(ann));

    assertThat(thread(ann, 2).getList("items.text")).containsExactly("one", "two");
    agent()
        .get("/api/customers/" + other)
        .then()
        .body("id", is(ann))
        .body("identities", hasSize(2));
    assertThat(thread(other, 2).getList("items.seq")).containsExactly(1, 2);
    assertThat(customer(mail)).isEqualTo(ann);
    agent()
        .queryParam("limit", 200)
        .get("/api/customers")
        .then()
        .body("items.id", not(hasItem(other)));
    String cursor =
        agent()
            .queryParam("limit", 1)
            .get("/api/customers/" + ann + "/conversation")
            .jsonPath()
            .getString("nextCursor");

    agent()
        .body(Map.of("reason", "it was her brother"))
        .post("/api/customers/" + other + "/merges/" + merge + "/undo")
        .then()
        .statusCode(200)
        .body("unmergedBy", is("agent1"));
    assertThat(thread(other, 1).getList("items.text")).containsExactly("two");
    agent()
        .queryParam("cursor", cursor)
        .get("/api/customers/" + ann + "/conversation")
        .then()
        .statusCode(400)
        .body("code", is("invalid-cursor"));
    agent().get("/api/customers/" + ann + "/merges").then().body("items.id", hasItem(merge));
    supervisor()
        .queryParam("subject", ann)
        .get("/api/audit")
        .then()
        .body("items.action", hasItem("customers-merged"))
        .body("items.note", hasItem("it was her brother"))
        .body("items.detail.mergeId", hasItem(merge));
    supervisor().get("/api/audit/verification").then().body("intact", is(true));
    agent().get("/api/audit").then().statusCode(403);
    events.until(
        SOON,
        read -> types(read, merge).containsAll(Set.of("customers-merged", "customers-unmerged")));
  }

  /** The kinds of events that name a merge. */
  private static Set<String> types(List<ConsumerRecord<String, byte[]>> read, String merge) {
    return read.stream()
        .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains(merge))
        .map(record -> EventHeaders.fromRecord(record).orElseThrow().data())
        .map(event -> EventType.of(event).shortName())
        .collect(Collectors.toSet());
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    String merge = merge("t" + UUID.randomUUID()).then().extract().path("id");
    RequestSpecification stranger =
        as(TestTokens.of(UUID.randomUUID(), "mallory", "agent", "supervisor", "admin"));
    stranger.get("/api/customers/" + ann + "/merges").then().statusCode(404);
    stranger.get("/api/customers/" + ann + "/identities/former").then().statusCode(404);
    stranger
        .body(Map.of())
        .post("/api/customers/" + ann + "/merges/" + merge + "/undo")
        .then()
        .statusCode(404);
    stranger
        .body(Map.of("customerId", other))
        .post("/api/customers/" + ann + "/merges")
        .then()
        .statusCode(404);
    stranger.get("/api/audit").then().body("items", hasSize(0));
  }

  @Test
  void aNumberThatChangesHandsTakesNothingAlong() {
    String hers = ticket(ann);
    agent()
        .body(Map.of("channel", "sms", "address", phone))
        .post("/api/customers/" + other + "/identities")
        .then()
        .statusCode(409)
        .body("customerId", is(ann));
    agent()
        .body(Map.of("channel", "sms", "address", phone, "takeFrom", ann))
        .post("/api/customers/" + other + "/identities")
        .then()
        .statusCode(201);
    scene.write(Channel.SMS, phone, "I have this number now");
    assertThat(thread(other, 2).getList("items.text")).contains("I have this number now");
    assertThat(thread(ann, 1).getList("items.text")).containsExactly("one");
    agent()
        .get("/api/customers/" + ann + "/identities/former")
        .then()
        .body("items[0].address", is(phone))
        .body("items[0].detachedBy", is("agent1"));
    agent()
        .body(Map.of("text", "hello Ann", "seenSeq", 1))
        .post("/api/tickets/" + hers + "/messages")
        .then()
        .statusCode(409)
        .body("detail", containsString("no longer the customer's"));
  }

  @Test
  void detachingNeedsTheVersionThatWasRead() {
    String path = "/api/customers/" + ann + "/identities?channel=sms&address=" + phone.substring(1);
    String tag = agent().get("/api/customers/" + ann).header("ETag");
    agent().delete(path).then().statusCode(428);
    agent().header("If-Match", "\"99\"").delete(path).then().statusCode(412);
    agent()
        .header("If-Match", tag)
        .delete(path)
        .then()
        .statusCode(200)
        .body("identities", hasSize(0))
        .body("nextCursor", nullValue());
    agent().header("If-Match", "*").delete(path).then().statusCode(404);
    scene.write(Channel.SMS, phone, "a stranger");
    assertThat(customer(phone)).isNotEqualTo(ann);
  }
}
