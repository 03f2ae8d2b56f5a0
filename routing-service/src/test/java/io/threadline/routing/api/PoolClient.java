package io.threadline.routing.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.CustomerAttribute;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.TestTokens;
import io.threadline.platform.testkit.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** A tenant of its own, asked by REST and by Kafka: what all tests of the API share. */
final class PoolClient {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final UUID tenant = Ids.next();
  private final Producer<String, byte[]> producer;

  PoolClient(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  UUID tenant() {
    return tenant;
  }

  RequestSpecification as(String login) {
    String role = login.startsWith("supervisor") ? "supervisor" : "agent";
    return given()
        .auth()
        .oauth2(TestTokens.of(tenant, login, role))
        .contentType("application/json; charset=utf-8");
  }

  /** Defines something, whatever is there. */
  ValidatableResponse put(String path, Object body) {
    return put(path, "*", body);
  }

  /** Defines something, from a version as its ETag says it; null for a new one. */
  ValidatableResponse put(String path, @Nullable String ifMatch, Object body) {
    RequestSpecification request = as("supervisor1");
    return (ifMatch == null ? request : request.header("If-Match", ifMatch))
        .body(body)
        .put(path)
        .then();
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
    return send(
        asked(
            queue,
            preferred,
            "Hello, there is a mistake in the bill that I got from you yesterday.",
            List.of()));
  }

  /** A text for the queue {@code general}, with what is known of the customer. */
  UUID write(String text, CustomerAttribute... customer) {
    return send(asked("general", null, text, List.of(customer)));
  }

  static AgentRequested asked(
      String queue, @Nullable String preferred, String text, List<CustomerAttribute> customer) {
    return new AgentRequested(
        "default",
        Ids.next(),
        Ids.next(),
        Ids.next(),
        Channel.SMS,
        Ids.next(),
        queue,
        "en",
        Priority.NORMAL,
        text,
        preferred,
        false,
        Instant.now(),
        null,
        null,
        customer);
  }

  UUID send(AgentRequested request) {
    send((RoutingRequest) request);
    return request.ticketId();
  }

  void send(RoutingRequest request) {
    deliver(new Envelope<>(Ids.next(), tenant, "/test", Instant.now(), null, request));
  }

  /** Puts a record into the topic, maybe not for the first time. */
  void deliver(Envelope<?> envelope) {
    try {
      producer.send(EventHeaders.toRecord(envelope)).get();
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

  /** How many tickets wait in a queue. */
  long depth(String queue) {
    return as("supervisor1")
        .get("/api/routing/queues")
        .jsonPath()
        .getLong("items.find { it.queue == '" + queue + "' }.depth");
  }

  /** The first record of an event that satisfies the condition, when it is there. */
  <E extends Event> E event(TopicReader events, Class<E> type, Predicate<E> condition) {
    Function<ConsumerRecord<String, byte[]>, Optional<E>> fitting =
        record ->
            EventHeaders.fromRecord(record)
                .filter(envelope -> envelope.tenant().equals(tenant))
                .map(Envelope::data)
                .filter(type::isInstance)
                .map(type::cast)
                .filter(condition);
    return events
        .until(PATIENCE, records -> records.stream().anyMatch(it -> fitting.apply(it).isPresent()))
        .stream()
        .flatMap(it -> fitting.apply(it).stream())
        .findFirst()
        .orElseThrow();
  }

  static void until(Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.get()) {
      assertThat(System.nanoTime()).as("condition not met in " + PATIENCE).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
