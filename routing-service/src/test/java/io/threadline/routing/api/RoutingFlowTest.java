package io.threadline.routing.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Topic;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.PresenceChanged;
import io.threadline.contracts.routing.RequestCompleted;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import io.threadline.platform.config.RelayProducer;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TopicReader;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class RoutingFlowTest {
  @Inject @RelayProducer Producer<String, byte[]> producer;

  private PoolClient pool;

  @BeforeEach
  void team() {
    pool = new PoolClient(producer);
    pool.put("/api/skills/billing", Map.of()).statusCode(201);
    pool.put("/api/skills/technical", Map.of()).statusCode(201);
    pool.put(
            "/api/agents/agent1",
            Map.of(
                "displayName", "Ani",
                "skills", Map.of("billing", 8, "general", 5),
                "languages", List.of("en", "hy")))
        .statusCode(201);
    pool.put(
            "/api/agents/agent2",
            Map.of("skills", Map.of("technical", 8), "languages", List.of("eu", "es", "en")))
        .statusCode(201);
  }

  @Test
  void requestIsOfferedAcceptedAndReleased() {
    try (TopicReader events = TopicReader.fromNow(Topic.ROUTING_EVENTS)) {
      pool.presence("agent1", "ready");
      pool.presence("agent2", "ready");
      UUID ticket = pool.write("Hello, there is a mistake in the bill I got from you yesterday.");
      String offer = pool.offerOf("agent1", ticket);
      pool.as("agent1")
          .header("Idempotency-Key", "k1")
          .post("/api/agents/me/offers/" + offer + "/accept")
          .then()
          .statusCode(200)
          .body("ticketId", equalTo(ticket.toString()));
      pool.as("agent1")
          .header("Idempotency-Key", "k1")
          .post("/api/agents/me/offers/" + offer + "/accept")
          .then()
          .statusCode(200)
          .body("state", equalTo("accepted"));
      pool.as("agent1")
          .post("/api/agents/me/offers/" + offer + "/accept")
          .then()
          .statusCode(409)
          .contentType(containsString("problem+json"))
          .body("state", equalTo("accepted"));
      pool.as("agent2").post("/api/agents/me/offers/" + offer + "/accept").then().statusCode(404);
      pool.as("agent1").get("/api/agents/me").then().body("tickets", equalTo(1));
      pool.send(new RequestCompleted("default", ticket, "agent1", Instant.now()));
      List<Class<? extends Event>> kinds =
          List.of(
              PresenceChanged.class,
              PresenceChanged.class,
              TicketQueued.class,
              OfferMade.class,
              OfferEnded.class,
              TicketAssigned.class,
              TicketReleased.class);
      List<Envelope<Event>> mine =
          events
              .until(
                  PoolClient.PATIENCE,
                  records -> records.stream().filter(this::isMine).count() >= 7)
              .stream()
              .filter(this::isMine)
              .map(record -> EventHeaders.fromRecord(record).orElseThrow())
              .toList();
      assertThat(mine.stream().<Class<? extends Event>>map(e -> e.data().getClass()))
          .containsExactlyInAnyOrderElementsOf(kinds);
      pool.as("supervisor1")
          .get("/api/routing/decisions/" + ticket)
          .then()
          .statusCode(200)
          .body("items[0].agent", equalTo("agent1"))
          .body("items[0].excluded.REQUIREMENT", equalTo(1))
          .body("items[0].reason", containsString("agent1"));
    }
  }

  @Test
  void basqueGoesToWhoSpeaksBasque() {
    pool.presence("agent1", "ready");
    pool.presence("agent2", "ready");
    UUID ticket =
        pool.write(
            "Kaixo, nire eskaera oraindik ez da iritsi eta non dagoen jakin nahi nuke, mesedez.");
    pool.offerOf("agent2", ticket);
    pool.as("agent1").get("/api/agents/me/offers").then().body("items.size()", equalTo(0));
  }

  @Test
  void ofTwoAcceptsAtOnceOneWins() {
    pool.presence("agent1", "ready");
    String offer =
        pool.offerOf("agent1", pool.write("Hello, there is a mistake in my bill of this month."));
    List<CompletableFuture<Integer>> calls =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                CompletableFuture.supplyAsync(() ->
                    pool.as("agent1")
                        .post("/api/agents/me/offers/" + offer + "/accept")
                        .statusCode()))
            .toList();
    List<Integer> codes = calls.stream().map(CompletableFuture::join).toList();
    assertThat(codes).containsOnlyOnce(200);
    assertThat(codes.stream().filter(code -> code == 409)).hasSize(7);
  }

  @Test
  void recordDeliveredTwiceIsOneTicket() {
    AgentRequested asked =
        PoolClient.asked(
            "general", null, "Hello, there is a mistake in the bill that you sent me.", List.of());
    Envelope<AgentRequested> envelope =
        new Envelope<>(Ids.next(), pool.tenant(), "/test", Instant.now(), null, asked);
    for (int i = 0; i < 3; i++) {
      pool.deliver(envelope);
    }
    PoolClient.until(() -> pool.depth("general") == 1);
    UUID second = pool.write("Hello, one more question about my bill, please answer soon.");
    PoolClient.until(() -> pool.depth("general") == 2);
    pool.presence("agent1", "ready");
    pool.offerOf("agent1", second);
    PoolClient.until(() -> pool.depth("general") == 0);
    pool.as("agent1").get("/api/agents/me/offers").then().body("items.size()", equalTo(2));
  }

  @Test
  void badValuesAreNamed() {
    pool.put("/api/agents/x", Map.of("skills", Map.of("juggling", 3)))
        .statusCode(400)
        .body("detail", containsString("juggling"));
    pool.put("/api/agents/x", Map.of("skills", Map.of("billing", 11)))
        .statusCode(400)
        .body("detail", containsString("11"));
    pool.put("/api/queues/x", Map.of("steps", List.of(Map.of("expr", "billing >="))))
        .statusCode(400)
        .body("detail", containsString("billing >="));
    pool.as("agent1")
        .body(Map.of("state", "asleep"))
        .put("/api/agents/me/presence")
        .then()
        .statusCode(400)
        .body("detail", containsString("asleep"));
    pool.as("nobody")
        .body(Map.of("state", "ready"))
        .put("/api/agents/me/presence")
        .then()
        .statusCode(404)
        .body("detail", containsString("nobody"));
    pool.as("agent1").put("/api/agents/agent1").then().statusCode(403);
    given().get("/api/agents").then().statusCode(401);
  }

  @Test
  void supervisorAssignsOverCapacityOnlyWithOverride() {
    pool.put("/api/agents/agent1", Map.of("languages", List.of("en"), "capacity", 1))
        .statusCode(200);
    pool.presence("agent1", "ready");
    UUID ticket = pool.write("Hello, there is a mistake in the bill that I got from you.");
    PoolClient.until(() -> pool.depth("general") == 1);
    String path = "/api/routing/tickets/" + ticket + "/assign";
    pool.as("supervisor1")
        .body(Map.of("agent", "agent1"))
        .post(path)
        .then()
        .statusCode(409)
        .body("detail", containsString("agent1"));
    pool.as("supervisor1")
        .body(Map.of("agent", "agent1", "override", true))
        .post(path)
        .then()
        .statusCode(200);
    pool.as("supervisor1")
        .get("/api/routing/decisions/" + ticket)
        .then()
        .body("items.kind", hasItem("BY_HAND"));
  }

  @Test
  void queuesAndMetricsShowWhatWaits() {
    pool.put(
            "/api/queues/billing",
            Map.of(
                "steps",
                List.of(
                    Map.of("expr", "language and billing >= 5", "expiresAfter", "PT30S"),
                    Map.of("expr", "language")),
                "strategy",
                "longest-idle"))
        .statusCode(201);
    pool.as("agent1")
        .get("/api/queues/billing")
        .then()
        .body("steps[0].expr", equalTo("language and billing >= 5"));
    given().get("/q/health/ready").then().statusCode(200);
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("threadline_routing_decision_duration_seconds"));
    pool.as("agent1").get("/api/agents").then().body("items.size()", greaterThanOrEqualTo(2));
  }

  private boolean isMine(org.apache.kafka.clients.consumer.ConsumerRecord<String, byte[]> record) {
    return pool.tenant().toString().equals(EventHeaders.text(record.headers(), "ce_tenant"));
  }
}
