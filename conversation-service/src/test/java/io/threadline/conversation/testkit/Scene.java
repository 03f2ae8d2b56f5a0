package io.threadline.conversation.testkit;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.conversation.core.Messages;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.TestServers;
import io.threadline.platform.testkit.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;

/** A customer, an agent and the topics between them, against the running service. */
public final class Scene implements AutoCloseable {
  public static final Duration SOON = Duration.ofSeconds(20);

  private static int people;

  private final KafkaProducer<String, byte[]> producer =
      new KafkaClients(TestServers.kafka().bootstrap(), null).producer(Map.of());

  /** A phone number that no other test uses. */
  public static synchronized String newNumber() {
    people++;
    return "+1415555%04d".formatted(people);
  }

  /** Publishes events of the default tenant, as other services do; returns once they are stored. */
  public void publish(Event... events) {
    for (Event event : events) {
      publish(Envelope.DEFAULT_TENANT, event);
    }
  }

  public void publish(UUID tenant, Event event) {
    try {
      producer
          .send(
              EventHeaders.toRecord(
                  new Envelope<>(Ids.next(), tenant, "/test", Instant.now(), null, event)))
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The customer writes. */
  public void write(Channel channel, String address, String text) {
    publish(
        Messages.full(
            channel,
            address,
            UUID.randomUUID().toString(),
            text,
            null,
            false,
            List.of(),
            Instant.now()));
  }

  /** A request of agent1's. */
  public static RequestSpecification agent() {
    return as(TestTokens.of("agent1", "agent"));
  }

  public static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token).contentType("application/json");
  }

  /** The customer with that address, once there is one. */
  public static String customer(String address) {
    return await()
        .atMost(SOON)
        .until(
            () ->
                agent()
                    .queryParam("address", address)
                    .get("/api/customers")
                    .jsonPath()
                    .getString("items[0].id"),
            id -> id != null);
  }

  /** The thread of a customer, once it has that many messages. */
  public static JsonPath thread(String customer, int messages) {
    return await()
        .atMost(SOON)
        .until(
            () -> agent().get("/api/customers/" + customer + "/conversation").jsonPath(),
            thread -> thread.getList("items").size() >= messages);
  }

  /** The newest ticket of a customer. */
  public static String ticket(String customer) {
    return agent()
        .queryParam("customer", customer)
        .get("/api/tickets")
        .jsonPath()
        .getString("items[0].id");
  }

  @Override
  public void close() {
    producer.close();
  }
}
