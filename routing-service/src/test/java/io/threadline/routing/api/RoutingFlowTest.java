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
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Priority;
import io.threadline.contracts.Topic;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.OfferEnded;
import io.threadline.contracts.routing.OfferMade;
import io.threadline.contracts.routing.PresenceChanged;
import io.threadline.contracts.routing.RequestCompleted;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.contracts.routing.TicketReleased;
import io.threadline.platform.config.RelayProducer;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import io.threadline.platform.testkit.TopicReader;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class RoutingFlowTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject @RelayProducer Producer<String, byte[]> producer;

  private final UUID tenant = Ids.next();

  @BeforeEach
  void team() {
    put("/api/skills/billing", Map.of()).statusCode(201);
    put("/api/skills/technical", Map.of()).statusCode(201);
    put(
            "/api/agents/agent1",
            Map.of(
                "displayName", "Ani",
                "skills", Map.of("billing", 8, "general", 5),
                "languages", List.of("en", "hy")))
        .statusCode(201);
    put(
            "/api/agents/agent2",
            Map.of("skills", Map.of("technical", 8), "languages", List.of("eu", "es", "en")))
        .statusCode(201);
  }

  @Test
  void requestIsOfferedAcceptedAndReleased() {
    try (TopicReader events = TopicReader.fromNow(Topic.ROUTING_EVENTS)) {
      presence("agent1", "ready");
      presence("agent2", "ready");
      UUID ticket = request("Hello, there is a mistake in the bill I got from you yesterday.");
      String offer = offerOf("agent1", ticket);
      as("agent1")
          .header("Idempotency-Key", "k1")
          .post("/api/agents/me/offers/" + offer + "/accept")
          .then()
          .statusCode(200)
          .body("ticketId", equalTo(ticket.toString()));
      as("agent1")
          .header("Idempotency-Key", "k1")
          .post("/api/agents/me/offers/" + offer + "/accept")
          .then()
          .statusCode(200)
          .body("state", equalTo("accepted"));
      as("agent1")
          .post("/api/agents/me/offers/" + offer + "/accept")
          .then()
          .statusCode(409)
          .contentType(containsString("problem+json"))
          .body("state", equalTo("accepted"));
      as("agent2").post("/api/agents/me/offers/" + offer + "/accept").then().statusCode(404);
      as("agent1").get("/api/agents/me").then().body("tickets", equalTo(1));
      send(new RequestCompleted("default", ticket, "agent1", Instant.now()));
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
              .until(PATIENCE, records -> records.stream().filter(this::isMine).count() >= 7)
              .stream()
              .filter(this::isMine)
              .map(record -> EventHeaders.fromRecord(record).orElseThrow())
              .toList();
      assertThat(mine.stream().<Class<? extends Event>>map(e -> e.data().getClass()))
          .containsExactlyInAnyOrderElementsOf(kinds);
      as("supervisor1")
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
    presence("agent1", "ready");
    presence("agent2", "ready");
    UUID ticket =
        request(
            "Kaixo, nire eskaera oraindik ez da iritsi eta non dagoen jakin nahi nuke, mesedez.");
    offerOf("agent2", ticket);
    as("agent1").get("/api/agents/me/offers").then().body("items.size()", equalTo(0));
  }

  @Test
  void ofTwoAcceptsAtOnceOneWins() {
    presence("agent1", "ready");
    String offer =
        offerOf("agent1", request("Hello, there is a mistake in my bill of this month."));
    List<CompletableFuture<Integer>> calls =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                CompletableFuture.supplyAsync(() ->
                    as("agent1").post("/api/agents/me/offers/" + offer + "/accept").statusCode()))
            .toList();
    List<Integer> codes = calls.stream().map(CompletableFuture::join).toList();
    assertThat(codes).containsOnlyOnce(200);
    assertThat(codes.stream().filter(code -> code == 409)).hasSize(7);
  }

  @Test
  void recordDeliveredTwiceIsOneTicket() {
    AgentRequested asked = asked("Hello, there is a mistake in the bill that you sent me.");
    Envelope<AgentRequested> envelope =
        new Envelope<>(Ids.next(), tenant, "/test", Instant.now(), null, asked);
    for (int i = 0; i < 3; i++) {
      deliver(envelope);
    }
    until(() -> depth("general") == 1);
    UUID second = request("Hello, one more question about my bill, please answer soon.");
    until(() -> depth("general") == 2);
    presence("agent1", "ready");
    offerOf("agent1", second);
    until(() -> depth("general") == 0);
    as("agent1").get("/api/agents/me/offers").then().body("items.size()", equalTo(2));
  }

  @Test
  void badValuesAreNamed() {
    put("/api/agents/x", Map.of("skills", Map.of("juggling", 3)))
        .statusCode(400)
        .body("detail", containsString("juggling"));
    put("/api/agents/x", Map.of("skills", Map.of("billing", 11)))
        .statusCode(400)
        .body("detail", containsString("11"));
    put("/api/queues/x", Map.of("steps", List.of(Map.of("expr", "billing >="))))
        .statusCode(400)
        .body("detail", containsString("billing >="));
    as("agent1")
        .body(Map.of("state", "asleep"))
        .put("/api/agents/me/presence")
        .then()
        .statusCode(400)
        .body("detail", containsString("asleep"));
    as("nobody")
        .body(Map.of("state", "ready"))
        .put("/api/agents/me/presence")
        .then()
        .statusCode(404)
        .body("detail", containsString("nobody"));
    as("agent1").put("/api/agents/agent1").then().statusCode(403);
    given().get("/api/agents").then().statusCode(401);
  }

  @Test
  void supervisorAssignsOverCapacityOnlyWithOverride() {
    put("/api/agents/agent1", Map.of("languages", List.of("en"), "capacity", 1)).statusCode(200);
    presence("agent1", "ready");
    UUID ticket = request("Hello, there is a mistake in the bill that I got from you.");
    until(() -> depth("general") == 1);
    String path = "/api/routing/tickets/" + ticket + "/assign";
    as("supervisor1")
        .body(Map.of("agent", "agent1"))
        .post(path)
        .then()
        .statusCode(409)
        .body("detail", containsString("agent1"));
    as("supervisor1")
        .body(Map.of("agent", "agent1", "override", true))
        .post(path)
        .then()
        .statusCode(200);
    as("supervisor1")
        .get("/api/routing/decisions/" + ticket)
        .then()
        .body("items.kind", hasItem("BY_HAND"));
  }

  @Test
  void queuesAndMetricsShowWhatWaits() {
    put(
            "/api/queues/billing",
            Map.of(
                "steps",
                List.of(
                    Map.of("expr", "language and billing >= 5", "expiresAfter", "PT30S"),
                    Map.of("expr", "language")),
                "strategy",
                "longest-idle"))
        .statusCode(201);
    as("agent1")
        .get("/api/queues/billing")
        .then()
        .body("steps[0].expr", equalTo("language and billing >= 5"));
    given().get("/q/health/ready").then().statusCode(200);
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("threadline_routing_decision_duration_seconds"));
    as("agent1").get("/api/agents").then().body("items.size()", greaterThanOrEqualTo(2));
  }

  private boolean isMine(org.apache.kafka.clients.consumer.ConsumerRecord<String, byte[]> record) {
    return tenant.toString().equals(EventHeaders.text(record.headers(), "ce_tenant"));
  }

  private UUID request(String text) {
    AgentRequested asked = asked(text);
    send(asked);
    return asked.ticketId();
  }

  private static AgentRequested asked(String text) {
    return new AgentRequested(
        "default",
        Ids.next(),
        Ids.next(),
        Ids.next(),
        Channel.SMS,
        Ids.next(),
        "general",
        "en",
        Priority.NORMAL,
        text,
        null,
        false,
        Instant.now());
  }

  private void send(RoutingRequest request) {
    deliver(new Envelope<>(Ids.next(), tenant, "/test", Instant.now(), null, request));
  }

  private void deliver(Envelope<?> envelope) {
    try {
      producer.send(EventHeaders.toRecord(envelope)).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("the broker did not take the request", e);
    }
  }

  private String offerOf(String agent, UUID ticket) {
    until(() ->
        as(agent)
            .get("/api/agents/me/offers")
            .jsonPath()
            .getList("items.ticketId")
            .contains(ticket.toString()));
    return as(agent)
        .get("/api/agents/me/offers")
        .jsonPath()
        .getString("items.find { it.ticketId == '" + ticket + "' }.id");
  }

  private long depth(String queue) {
    return as("supervisor1")
        .get("/api/routing/queues")
        .jsonPath()
        .getLong("items.find { it.queue == '" + queue + "' }.depth");
  }

  private void presence(String agent, String state) {
    as(agent)
        .body(Map.of("state", state))
        .put("/api/agents/me/presence")
        .then()
        .statusCode(200)
        .body("state", equalTo(state));
  }

  private ValidatableResponse put(String path, Object body) {
    return as("supervisor1").body(body).put(path).then();
  }

  private RequestSpecification as(String login) {
    String role = login.startsWith("supervisor") ? "supervisor" : "agent";
    return given()
        .auth()
        .oauth2(TestTokens.of(tenant, login, role))
        .contentType("application/json");
  }

  private static void until(Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.get()) {
      assertThat(System.nanoTime()).as("condition not met in " + PATIENCE).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
