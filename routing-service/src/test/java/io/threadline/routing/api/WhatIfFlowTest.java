package io.threadline.routing.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.threadline.contracts.routing.RequestCompleted;
import io.threadline.platform.config.RelayProducer;
import io.threadline.platform.testkit.ServiceResources;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class WhatIfFlowTest {
  private static final String PATH = "/api/routing/what-if";

  @Inject @RelayProducer Producer<String, byte[]> producer;

  private PoolClient pool;

  @BeforeEach
  void team() {
    pool = new PoolClient(producer);
    pool.put("/api/skills/billing", Map.of()).statusCode(201);
    pool.put(
            "/api/queues/billing",
            Map.of("steps", List.of(Map.of("expr", "language and billing >= 1"))))
        .statusCode(201);
    pool.put("/api/agents/ani", Map.of("skills", Map.of("billing", 5), "languages", List.of("en")))
        .statusCode(201);
  }

  @Test
  void recordedPeriodIsPlayedAgainUnderAChange() {
    Instant from = Instant.now();
    pool.presence("ani", "ready");
    UUID first = pool.request("billing");
    pool.accept("ani", first);
    pool.send(new RequestCompleted("default", first, "ani", Instant.now()));
    UUID second = pool.request("billing");
    pool.accept("ani", second);
    Map<String, Object> agent = Map.of("skills", Map.of("billing", 9), "languages", List.of("en"));
    play(from, Map.of("agents", Map.of("new", agent)))
        .statusCode(200)
        .body("recorded.all.arrived", equalTo(2))
        .body("recorded.all.served", equalTo(2))
        .body("recorded.queues.billing.meanWaitSeconds", greaterThan(0f))
        .body("replayed.all.served", equalTo(2))
        .body("changed.agents", hasKey("new"))
        .body("difference.arrived", equalTo(0));
  }

  @Test
  void questionThatMakesNoSenseIsRefusedWithItsValues() {
    Instant now = Instant.now();
    play(now, Map.of("agents", Map.of("ani", Map.of("skills", Map.of("juggling", 3)))))
        .statusCode(400)
        .body("detail", containsString("juggling"));
    pool.post("supervisor1", PATH, Map.of("from", "yesterday", "to", "2026-01-01T00:00:00Z"))
        .statusCode(400)
        .body("detail", containsString("yesterday"));
    pool.post(
            "supervisor1",
            PATH,
            Map.of("from", "2026-01-02T00:00:00Z", "to", "2026-01-01T00:00:00Z"))
        .statusCode(400)
        .body("detail", containsString("2026-01-01"));
    pool.post("ani", PATH, Map.of()).statusCode(403);
  }

  private ValidatableResponse play(Instant from, Map<String, Object> change) {
    Map<String, Object> body = new java.util.HashMap<>(change);
    body.put("from", from.toString());
    body.put("to", Instant.now().plusSeconds(1).toString());
    return pool.post("supervisor1", PATH, body);
  }
}
