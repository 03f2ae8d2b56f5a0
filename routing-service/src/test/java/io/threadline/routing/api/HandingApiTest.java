package io.threadline.routing.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.platform.config.RelayProducer;
import io.threadline.platform.testkit.ServiceResources;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class HandingApiTest {
  @Inject @RelayProducer Producer<String, byte[]> producer;

  @Test
  void ticketIsPassedOnAndColleaguesAreAsked() {
    PoolClient pool = new PoolClient(producer);
    for (String agent : List.of("agent1", "agent2")) {
      pool.put("/api/agents/" + agent, Map.of("languages", List.of("en"))).statusCode(201);
    }
    pool.presence("agent1", "ready");
    UUID ticket = pool.request("general");
    pool.accept("agent1", ticket);
    String path = "/api/routing/tickets/" + ticket;
    pool.post("agent1", path + "/transfer", Map.of("agent", "agent1"))
        .statusCode(400)
        .body("detail", containsString("agent1"));
    pool.post("agent2", path + "/transfer", Map.of("agent", "agent2"))
        .statusCode(409)
        .body("detail", containsString("agent2"));
    pool.post("agent1", path + "/transfer", Map.of("queue", "sales"))
        .statusCode(400)
        .body("detail", containsString("sales"));
    pool.presence("agent2", "ready");
    pool.post("agent1", path + "/consult", Map.of("agent", "agent2")).statusCode(201);
    pool.accept("agent2", ticket);
    pool.post("agent1", path + "/consult/complete", Map.of("handOver", true))
        .statusCode(200)
        .body("agent", equalTo("agent2"));
    pool.post("agent2", path + "/transfer", Map.of("agent", "agent1"))
        .statusCode(200)
        .body("queue", equalTo("general"));
    String offer = pool.offerOf("agent1", ticket);
    pool.post("supervisor1", "/api/routing/offers/" + offer + "/rescind", Map.of())
        .statusCode(200)
        .body("state", equalTo("rescinded"));
    pool.post("agent1", "/api/agents/me/offers/" + offer + "/accept", Map.of())
        .statusCode(409)
        .body("state", equalTo("rescinded"));
  }

  @Test
  void poolThatNobodyElseTakesStaysWhereItIs() {
    PoolClient pool = new PoolClient(producer);
    String path = "/api/routing/pools/default";
    pool.put("/api/agents/agent1", Map.of("languages", List.of("en"))).statusCode(201);
    pool.as("supervisor1").get(path).then().statusCode(200).body("epoch", equalTo(1));
    pool.post("agent1", path + "/hand-over", Map.of()).statusCode(403);
    pool.post("supervisor1", "/api/routing/pools/other/hand-over", Map.of())
        .statusCode(404)
        .body("detail", containsString("other"));
    String here =
        pool.post("supervisor1", path + "/hand-over", Map.of())
            .statusCode(200)
            .body("epoch", equalTo(2))
            .extract()
            .path("to");
    pool.as("supervisor1").get(path).then().body("writer", equalTo(here));
    pool.presence("agent1", "ready");
  }

  @Test
  void heartbeatOfAnAgentAtWorkIsTakenAndOneOfAStrangerIsNot() {
    PoolClient pool = new PoolClient(producer);
    pool.put("/api/agents/agent1", Map.of("languages", List.of("en"), "autoAccept", true))
        .statusCode(201)
        .body("autoAccept", equalTo(true));
    pool.presence("agent1", "ready");
    pool.post("agent1", "/api/agents/me/heartbeat", Map.of()).statusCode(204);
    pool.post("agent1", "/api/agents/me/heartbeat", Map.of()).statusCode(204);
    pool.post("stranger", "/api/agents/me/heartbeat", Map.of()).statusCode(404);
    UUID ticket = pool.request("general");
    PoolClient.until(
        () -> pool.as("agent1").get("/api/agents/me").jsonPath().getInt("tickets") == 1);
    pool.as("agent1")
        .get("/api/routing/decisions/" + ticket)
        .then()
        .body("items[0].agent", equalTo("agent1"));
  }
}
