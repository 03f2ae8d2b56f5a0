package io.threadline.routing.api;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody overwrites what somebody else has just changed. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class VersionApiTest {
  private static final Map<String, Object> ALWAYS = Map.of("monday", List.of("09:00-17:00"));

  @Inject @RelayProducer Producer<String, byte[]> producer;

  private PoolClient pool;

  @BeforeEach
  void team() {
    pool = new PoolClient(producer);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/agents/ani",
    "/api/skills/billing",
    "/api/queues/q",
    "/api/routing/calendars/c"
  })
  void changeNeedsTheVersionItWasMadeFrom(String path) {
    Map<String, Object> body = path.contains("calendars") ? Map.of("hours", ALWAYS) : Map.of();
    pool.put(path, "\"1\"", body)
        .statusCode(412)
        .body("detail", containsString("leave the header"));
    pool.put(path, null, body).statusCode(201).header("ETag", "\"1\"");
    pool.put(path, null, body)
        .statusCode(428)
        .contentType(containsString("problem+json"))
        .body("type", equalTo("/problems/version-required"))
        .body("detail", containsString("\"1\""));
    pool.put(path, "\"1\"", body).statusCode(200).header("ETag", "\"2\"");
    pool.put(path, "\"1\"", body)
        .statusCode(412)
        .body("type", equalTo("/problems/stale-version"))
        .body("version", equalTo(2))
        .body("detail", containsString("\"1\""));
    pool.put(path, "\"one\"", body).statusCode(412).body("detail", containsString("one"));
    pool.as("agent1").get(path).then().statusCode(200).header("ETag", "\"2\"");
    pool.put(path, "*", body).statusCode(200).header("ETag", "\"3\"");
  }

  @Test
  void ofChangesFromOneVersionOneWins() {
    pool.put("/api/agents/ani", null, Map.of()).statusCode(201);
    List<Integer> codes =
        IntStream.range(0, 6)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(() ->
                    pool.put("/api/agents/ani", "\"1\"", Map.of("capacity", 10 + i))
                        .extract()
                        .statusCode()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(codes).containsOnlyOnce(200);
    assertThat(codes.stream().filter(code -> code == 412)).hasSize(5);
  }

  @Test
  void refusedChangeLeavesTheVersion() {
    pool.put("/api/agents/ani", null, Map.of()).statusCode(201);
    pool.put("/api/agents/ani", "\"1\"", Map.of("skills", Map.of("juggling", 3))).statusCode(400);
    pool.as("agent1").get("/api/agents/ani").then().header("ETag", "\"1\"");
  }
}
