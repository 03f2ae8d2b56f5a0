package io.threadline.conversation.desk;

import static io.threadline.conversation.testkit.Scene.SOON;
import static io.threadline.conversation.testkit.Scene.agent;
import static io.threadline.conversation.testkit.Scene.as;
import static io.threadline.conversation.testkit.Scene.customer;
import static io.threadline.conversation.testkit.Scene.newNumber;
import static io.threadline.conversation.testkit.Scene.thread;
import static io.threadline.conversation.testkit.Scene.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Topic;
import io.threadline.contracts.conversation.AgentNotified;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.RoutingEvent.Position;
import io.threadline.contracts.routing.SlaClockStarted;
import io.threadline.contracts.routing.SlaDeadlineReached;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import io.threadline.platform.testkit.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tickets as agents work with them, on real PostgreSQL and Kafka. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class TicketDeskTest {
  private final Scene scene = new Scene();
  private String number = "";
  private String customer = "";
  private String ticket = "";
  private String path = "";

  @BeforeEach
  void oneTicket() {
    number = newNumber();
    scene.write(Channel.SMS, number, "one");
    customer = customer(number);
    ticket = ticket(customer);
    path = "/api/tickets/" + ticket;
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static RequestSpecification supervisor() {
    return as(TestTokens.of("supervisor", "supervisor"));
  }

  private static RequestSpecification change() {
    return agent().header("If-Match", "*");
  }

  @Test
  void detailsAreWrittenListedByAndCleared() {
    String key = "plan_" + number.substring(5);
    supervisor()
        .body(
            Map.of(
                "key", key, "label", "Plan", "type", "choice", "options", List.of("gold", "tin")))
        .post("/api/ticket-fields")
        .then()
        .statusCode(201)
        .body("type", is("choice"));
    String tag = "vip-" + number;
    change()
        .body(
            Map.of(
                "category",
                "billing/refund",
                "complaint",
                true,
                "rootCause",
                "late parcel",
                "tags",
                List.of(" " + tag.toUpperCase() + " "),
                "participants",
                List.of("agent2"),
                "fields",
                Map.of(key, "gold"),
                "followUpAt",
                "2030-01-01T09:00:00Z"))
        .patch(path)
        .then()
        .statusCode(200)
        .header("ETag", notNullValue())
        .body("category", is("billing/refund"))
        .body("rootCause", is("late parcel"))
        .body("tags", is(List.of(tag)))
        .body("fields." + key, is("gold"))
        .body("followUpAt", is("2030-01-01T09:00:00Z"));
    for (String filter :
        List.of("tag=" + tag, "field=" + key + "=gold", "tag=" + tag + "&complaint=true")) {
      agent()
          .get("/api/tickets?participant=agent2&category=billing/refund&" + filter)
          .then()
          .body("items.id", is(List.of(ticket)));
    }
    change()
        .body(Map.of("fields", Map.of(key, "silver")))
        .patch(path)
        .then()
        .statusCode(400)
        .body("detail", containsString("gold, tin"));
    change()
        .body(
            Map.of("complaint", false, "removeTags", List.of(tag), "clear", List.of("followUpAt")))
        .patch(path)
        .then()
        .statusCode(200)
        .body("tags", empty())
        .body("rootCause", nullValue())
        .body("followUpAt", nullValue())
        .body("category", is("billing/refund"));
    agent().get("/api/tickets?tag=" + tag).then().body("items", empty());
  }

  @Test
  void aSplitTakesMessagesAlongAndWaitsForAnAgent() {
    scene.write(Channel.SMS, number, "and my router is broken");
    thread(customer, 2);
    try (TopicReader requests = TopicReader.fromNow(Topic.ROUTING_REQUESTS)) {
      String made =
          agent()
              .header("Idempotency-Key", "split-" + ticket)
              .body(Map.of("seqs", List.of(2)))
              .post(path + "/split")
              .then()
              .statusCode(201)
              .body("status", is("new"))
              .extract()
              .path("id");
      AgentRequested asked = (AgentRequested) requests.events(1, SOON).getFirst().data();
      assertThat(asked.ticketId()).hasToString(made);
      assertThat(asked.text()).isEqualTo("and my router is broken");
      assertThat(asked.preferredAgent()).isEqualTo("agent1");
      assertThat(thread(customer, 2).getList("items.ticketId")).containsExactly(ticket, made);

      agent()
          .body(Map.of("seqs", List.of(2, 9)))
          .post(path + "/attach")
          .then()
          .statusCode(400)
          .body("detail", containsString("[9]"));
      agent()
          .body(Map.of("into", ticket))
          .post("/api/tickets/" + made + "/merge")
          .then()
          .statusCode(200)
          .body("id", is(ticket));
      assertThat(thread(customer, 2).getList("items.ticketId")).containsExactly(ticket, ticket);
      agent()
          .get("/api/tickets/" + made)
          .then()
          .body("status", is("closed"))
          .body("mergedInto", is(ticket));
      agent()
          .post("/api/tickets/" + made + "/reopen")
          .then()
          .statusCode(409)
          .body("mergedInto", is(ticket));
    }
  }

  @Test
  void ticketsOfTwoCustomersAreNotMerged() {
    String other = newNumber();
    scene.write(Channel.SMS, other, "hello");
    agent()
        .body(Map.of("into", ticket(customer(other))))
        .post(path + "/merge")
        .then()
        .statusCode(409)
        .body("detail", containsString("merge the customers first"));
  }

  @Test
  void aSnoozedTicketComesBackByItselfAndTheAgentIsTold() {
    hold("agent1");
    try (TopicReader events = TopicReader.fromNow(Topic.CONVERSATION_EVENTS)) {
      agent()
          .body(Map.of("until", Instant.now().plusSeconds(1).toString()))
          .post(path + "/snooze")
          .then()
          .statusCode(200)
          .body("status", is("on_hold"))
          .body("snoozedUntil", notNullValue());
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              agent()
                  .get(path)
                  .then()
                  .body("status", is("open"))
                  .body("snoozedUntil", nullValue()));
      List<AgentNotified> told =
          events.events(5, SOON).stream()
              .filter(event -> event.data() instanceof AgentNotified)
              .map(event -> (AgentNotified) event.data())
              .toList();
      assertThat(told).extracting(AgentNotified::agent).containsExactly("agent1");
      assertThat(told.getFirst().kind()).isEqualTo(AgentNotified.Kind.SNOOZE_OVER);
    }
    agent()
        .body(Map.of("until", "2020-01-01T00:00:00Z"))
        .post(path + "/snooze")
        .then()
        .statusCode(400);
  }

  @Test
  void aCustomerWhoWritesEndsTheSnooze() {
    agent()
        .body(Map.of("until", Instant.now().plus(Duration.ofDays(2)).toString()))
        .post(path + "/snooze")
        .then()
        .statusCode(200);
    agent()
        .get("/api/tickets?snoozed=true&customer=" + customer)
        .then()
        .body("items.id", is(List.of(ticket)));
    scene.write(Channel.SMS, number, "are you there?");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            agent().get(path).then().body("status", is("open")).body("snoozedUntil", nullValue()));
  }

  @Test
  void clocksOfRoutingAreOnTheTicketAndAReplyStopsThem() {
    Instant deadline = Instant.parse("2030-01-01T10:00:00Z");
    Position position = new Position("default", 10, 0, 1);
    UUID id = UUID.fromString(ticket);
    scene.publish(
        new SlaClockStarted(
            position,
            id,
            "billing",
            SlaDeadlineReached.Clock.FIRST_RESPONSE,
            deadline,
            Instant.now()),
        new SlaClockStarted(
            position,
            id,
            "billing",
            SlaDeadlineReached.Clock.RESOLUTION,
            deadline.plusSeconds(60),
            Instant.now()));
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            agent()
                .get(path)
                .then()
                .body("dueAt", is("2030-01-01T10:00:00Z"))
                .body("sla.clock", is(List.of("first_response", "resolution")))
                .body("sla.state", is(List.of("running", "running"))));
    agent()
        .get("/api/tickets?sort=due&limit=1")
        .then()
        .statusCode(200)
        .body("items[0].dueAt", notNullValue());
    agent()
        .body(Map.of("text", "yes", "seenSeq", 1))
        .post(path + "/messages")
        .then()
        .statusCode(201);
    agent()
        .get(path)
        .then()
        .body("sla.state", is(List.of("met", "running")))
        .body("dueAt", is("2030-01-01T10:01:00Z"));
  }

  @Test
  void bulkChangesSayWhatBecameOfEach() {
    String unknown = UUID.randomUUID().toString();
    JsonPath results =
        agent()
            .body(
                Map.of(
                    "ids", List.of(ticket, unknown),
                    "change", Map.of("addTags", List.of("swept"), "priority", "low"),
                    "resolve", true))
            .post("/api/tickets/bulk")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(results.getList("items.status")).containsExactly(200, 404);
    assertThat(results.getList("items.id")).containsExactly(ticket, unknown);
    agent()
        .get(path)
        .then()
        .body("status", is("resolved"))
        .body("priority", is("low"))
        .body("tags", is(List.of("swept")));
    agent().body(Map.of("ids", List.of())).post("/api/tickets/bulk").then().statusCode(400);
  }

  @Test
  void aViewIsSavedForOneOrForAllAndUsed() {
    String name = "Mine " + number;
    Map<String, Object> view =
        Map.of("name", name, "filter", Map.of("customer", customer, "sort", "priority"));
    String id =
        agent().body(view).post("/api/ticket-views").then().statusCode(201).extract().path("id");
    agent().get("/api/tickets?view=" + id).then().body("items.id", is(List.of(ticket)));
    agent().get("/api/tickets?status=closed&view=" + id).then().body("items", empty());
    agent().body(view).post("/api/ticket-views").then().statusCode(409).body("field", is("name"));
    as(TestTokens.of("agent2", "agent")).get("/api/ticket-views/" + id).then().statusCode(404);
    agent()
        .body(Map.of("name", name, "shared", true))
        .post("/api/ticket-views")
        .then()
        .statusCode(403);
    supervisor()
        .body(Map.of("name", name, "shared", true))
        .post("/api/ticket-views")
        .then()
        .statusCode(201);
    as(TestTokens.of("agent2", "agent"))
        .get("/api/ticket-views")
        .then()
        .body("items.name", hasItem(name));
    agent()
        .body(Map.of("name", "x", "filter", Map.of("status", "opened")))
        .post("/api/ticket-views")
        .then()
        .statusCode(400);
    agent().header("If-Match", "\"9\"").delete("/api/ticket-views/" + id).then().statusCode(412);
    agent().header("If-Match", "\"0\"").delete("/api/ticket-views/" + id).then().statusCode(204);
  }

  @Test
  void listsAreSortedAndContinueWithTheirCursor() {
    String tag = "sorted-" + number;
    List<String> ids = new ArrayList<>();
    for (String priority : List.of("low", "urgent", "high")) {
      String other = newNumber();
      scene.write(Channel.SMS, other, priority);
      String id = ticket(customer(other));
      change()
          .body(Map.of("priority", priority, "tags", List.of(tag)))
          .patch("/api/tickets/" + id)
          .then()
          .statusCode(200);
      ids.add(id);
    }
    JsonPath first = agent().get("/api/tickets?sort=priority&limit=2&tag=" + tag).jsonPath();
    assertThat(first.getList("items.id")).containsExactly(ids.get(1), ids.get(2));
    agent()
        .queryParam("cursor", first.getString("nextCursor"))
        .get("/api/tickets?sort=priority&limit=2&tag=" + tag)
        .then()
        .body("items.id", is(List.of(ids.get(0))));
    agent()
        .queryParam("cursor", first.getString("nextCursor"))
        .get("/api/tickets?sort=oldest&tag=" + tag)
        .then()
        .statusCode(400)
        .body("code", is("invalid-cursor"));
    agent().get("/api/tickets?sort=oldest&tag=" + tag).then().body("items.id", is(ids));
    agent().get("/api/tickets?sort=priority&status=closed").then().statusCode(400);
  }

  @Test
  void promisesAreKeptOrRemindedOf() {
    hold("agent2");
    try (TopicReader events = TopicReader.fromNow(Topic.CONVERSATION_EVENTS)) {
      String promise =
          agent()
              .body(Map.of("text", "call back", "dueAt", Instant.now().toString()))
              .post(path + "/promises")
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      assertThat(events.events(2, SOON))
          .extracting(event -> ((AgentNotified) event.data()).agent())
          .containsExactlyInAnyOrder("agent1", "agent2");
      agent().post(path + "/promises/" + promise + "/keep").then().body("keptBy", is("agent1"));
      agent().get(path + "/promises").then().body("items.text", is(List.of("call back")));
    }
  }

  private void hold(String login) {
    scene.publish(
        new TicketAssigned(
            new Position("default", 20, 0, 1),
            UUID.fromString(ticket),
            login,
            "billing",
            Instant.now(),
            Instant.now()));
    await().atMost(SOON).until(() -> agent().get(path).jsonPath().getString("assignee"), is(login));
    await().atMost(SOON).until(() -> agent().get(path).jsonPath().getString("status"), is("open"));
  }
}
