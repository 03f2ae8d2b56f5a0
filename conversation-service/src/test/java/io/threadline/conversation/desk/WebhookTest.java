package io.threadline.conversation.desk;

import static io.threadline.conversation.testkit.Scene.SOON;
import static io.threadline.conversation.testkit.Scene.as;
import static io.threadline.conversation.testkit.Scene.newNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.conversation.core.webhook.Signature;
import io.threadline.conversation.testkit.ConversationDatabase;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outgoing webhooks: from an event to a receiver that was away, and its log. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class WebhookTest {
  private final Scene scene = new Scene();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;
  private HttpServer receiver = noServer();
  private String url = "";

  private record Received(String event, String timestamp, String signature, String body) {}

  @SuppressWarnings("NullAway")
  private static HttpServer noServer() {
    return null;
  }

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
    url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/in?x=1";
  }

  @AfterEach
  void close() {
    receiver.stop(0);
    scene.close();
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var headers = exchange.getRequestHeaders();
    received.add(
        new Received(
            headers.getFirst("Threadline-Event"),
            headers.getFirst("Threadline-Timestamp"),
            headers.getFirst("Threadline-Signature"),
            body));
    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  private static RequestSpecification admin() {
    return as(TestTokens.of("admin", "admin"));
  }

  private JsonPath hook(String... events) {
    return admin()
        .body(Map.of("url", url, "events", List.of(events)))
        .post("/api/webhooks")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private static void remove(String id) {
    admin().header("If-Match", "*").delete("/api/webhooks/" + id).then().statusCode(204);
  }

  @Test
  void aReceiverIsToldSignedAndTheLogSaysSo() {
    JsonPath hook = hook("ticket-opened");
    String id = hook.getString("webhook.id");
    String number = newNumber();
    scene.write(Channel.SMS, number, "hello");
    await().atMost(SOON).until(() -> !received.isEmpty());
    Received call = received.getFirst();
    assertThat(call.event()).isEqualTo("ticket-opened");
    assertThat(call.signature())
        .isEqualTo(
            Signature.of(hook.getString("secret"), Long.parseLong(call.timestamp()), call.body()));
    assertThat(JsonPath.from(call.body()).getString("type")).isEqualTo("ticket-opened");
    assertThat(JsonPath.from(call.body()).getString("data.channel")).isEqualTo("sms");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            admin()
                .get("/api/webhooks/" + id + "/deliveries")
                .then()
                .body("items[0].state", is("delivered"))
                .body("items[0].lastStatus", is(200))
                .body("items[0].attempts", is(1)));
    assertThat(
            ConversationDatabase.rows(
                "SELECT 1 FROM webhook WHERE encode(secret, 'escape') LIKE '%whsec%'"))
        .isEmpty();
    remove(id);
  }

  @Test
  void aCallThatFailsIsMadeAgainGivenUpAndReplayed() {
    answer = 302;
    String id = hook("customers-merged").getString("webhook.id");
    String log = "/api/webhooks/" + id + "/deliveries";
    String delivery =
        admin().post("/api/webhooks/" + id + "/ping").jsonPath().getString("deliveryId");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            admin()
                .get(log)
                .then()
                .body("items[0].state", is("waiting"))
                .body("items[0].lastStatus", is(302))
                .body("items[0].attempts", is(1)));
    ConversationDatabase.rows(
        "UPDATE webhook_delivery SET attempts = 11, next_attempt_at = now() WHERE id = '%s' RETURNING 1"
            .formatted(delivery));
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            admin().get(log + "?state=failed").then().body("items.id", is(List.of(delivery))));
    answer = 204;
    admin()
        .post("/api/webhooks/" + id + "/replay-failed")
        .then()
        .statusCode(202)
        .body("replayed", is(1));
    admin().post("/api/webhooks/" + id + "/replay-failed").then().body("replayed", is(0));
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            admin()
                .get(log + "?state=delivered")
                .then()
                .body("items.replayOf", is(List.of(delivery))));
    assertThat(received.stream().map(Received::body).distinct()).hasSize(1);
    admin().post(log + "/" + delivery + "/replay").then().statusCode(202);
    admin().post(log + "/" + UUID.randomUUID() + "/replay").then().statusCode(404);
    remove(id);
  }

  @Test
  void whatIsNotAllowedIsNamed() {
    for (String bad : List.of("ftp://example.com", "http:///x", "https://a:b@example.com", "x y")) {
      admin()
          .body(Map.of("url", bad, "events", List.of("*")))
          .post("/api/webhooks")
          .then()
          .statusCode(400)
          .body("field", is("url"));
    }
    admin()
        .body(Map.of("url", url, "events", List.of("offer-made")))
        .post("/api/webhooks")
        .then()
        .statusCode(400)
        .body("detail", containsString("ticket-opened"));
    as(TestTokens.of("agent1", "agent")).get("/api/webhooks").then().statusCode(403);
    String id = hook("*").getString("webhook.id");
    as(TestTokens.of(UUID.randomUUID(), "mallory", "admin"))
        .get("/api/webhooks/" + id)
        .then()
        .statusCode(404);
    remove(id);
  }
}
