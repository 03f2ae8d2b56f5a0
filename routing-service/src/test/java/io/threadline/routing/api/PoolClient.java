package io.threadline.routing.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** A tenant of its own, asked by REST and by Kafka. */
final class PoolClient {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final UUID tenant = Ids.next();
  private final Producer<String, byte[]> producer;

  PoolClient(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  RequestSpecification as(String login) {
    String role = login.startsWith("supervisor") ? "supervisor" : "agent";
    return given()
        .auth()
        .oauth2(TestTokens.of(tenant, login, role))
        .contentType("application/json");
  }

  ValidatableResponse put(String path, Object body) {
    return as("supervisor1").body(body).put(path).then();
  }

  ValidatableResponse post(String login, String path, Object body) {
    return as(login).body(body).post(path).then();
  }

  void presence(String agent, String state) {
    as(agent)
        .body(Map.of("state", state))
        .put("/api/agents/me/presence")
        .then()
        .statusCode(200)
        .body("state", equalTo(state));
  }

  /** An English text for a queue; on its way when this returns. */
  UUID request(String queue) {
    return request(queue, null);
  }

  UUID request(String queue, @Nullable String preferred) {
    UUID ticket = Ids.next();
    send(
        new AgentRequested(
            "default",
            ticket,
            Ids.next(),
            Ids.next(),
            Channel.SMS,
            Ids.next(),
            queue,
            "en",
            Priority.NORMAL,
            "Hello, there is a mistake in the bill that I got from you yesterday.",
            preferred,
            false,
            Instant.now()));
    return ticket;
  }

  void send(RoutingRequest request) {
    try {
      producer
          .send(
              EventHeaders.toRecord(
                  new Envelope<>(Ids.next(), tenant, "/test", Instant.now(), null, request)))
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("the broker did not take the request", e);
    }
  }

  /** The id of the offer of the ticket to the agent, when it is there. */
  String offerOf(String agent, UUID ticket) {
    String path = "items.find { it.ticketId == '" + ticket + "' }.id";
    String[] found = new String[1];
    until(() -> {
      found[0] = as(agent).get("/api/agents/me/offers").jsonPath().getString(path);
      return found[0] != null;
    });
    return found[0];
  }

  void accept(String agent, UUID ticket) {
    as(agent)
        .post("/api/agents/me/offers/" + offerOf(agent, ticket) + "/accept")
        .then()
        .statusCode(200)
        .body("ticketId", equalTo(ticket.toString()));
  }

  static void until(Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.get()) {
      assertThat(System.nanoTime()).as("condition not met in " + PATIENCE).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
