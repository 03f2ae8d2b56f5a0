package io.threadline.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.twilio.security.RequestValidator;
import io.threadline.bench.load.OpenLoop.Schedule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {

  private static final String URL = "http://localhost:8080/webhooks/twilio/abc";
  private static final Webhooks WEBHOOKS =
      Webhooks.of(
          Map.of(
              "webhook", URL,
              "accountSid", "AC0",
              "authToken", "secret",
              "address", "+15005550006"));

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final Set<String> sids = ConcurrentHashMap.newKeySet();
  private int port;

  @BeforeEach
  void serve() throws Exception {
    HttpServer server = vertx.createHttpServer().requestHandler(this::receive);
    port = await(server.listen(0, "127.0.0.1")).actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void aClosedLoopSendsEachRequestOnceAndTwiliosOwnValidatorTakesThem() {
    List<Buffer> requests = WEBHOOKS.requests(1, 500, number -> number % 7);
    assertThat(ClosedLoop.send(vertx, port, 8, requests)).isPositive();
    assertThat(sids).hasSize(500);
  }

  @Test
  void anOpenLoopKeepsItsSchedule() {
    List<Buffer> requests = WEBHOOKS.requests(1, 200, number -> number);
    List<Schedule> schedules = new ArrayList<>();
    OpenLoop.send(vertx, port, 400, requests, schedules::add);
    long took = System.nanoTime() - schedules.getFirst().start();
    assertThat(took).isGreaterThanOrEqualTo(199 * 1_000_000_000L / 400);
    assertThat(sids).hasSize(200);
  }

  @Test
  void aRequestThatIsNotAnswered200EndsTheMeasurement() {
    Webhooks unsigned = new Webhooks(WEBHOOKS.webhook(), "AC0", "wrong", "+15005550006");
    assertThatThrownBy(
            () -> ClosedLoop.send(vertx, port, 1, unsigned.requests(1, 3, number -> number)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("answered 403");
  }

  @Test
  void aMessageIsKnownByItsText() {
    assertThat(Webhooks.number("Message 17: there is a charge")).hasValue(17);
    assertThat(Webhooks.number("Hello: there")).isEmpty();
  }

  private void receive(HttpServerRequest request) {
    request.setExpectMultipart(true);
    request.endHandler(end -> {
      Map<String, String> form = new HashMap<>();
      request.formAttributes().forEach(form::put);
      boolean valid =
          new RequestValidator("secret")
              .validate(URL, form, request.getHeader("X-Twilio-Signature"));
      if (valid) {
        sids.add(form.get("MessageSid"));
      }
      request.response().setStatusCode(valid ? 200 : 403).end(valid ? "<Response/>" : "no");
    });
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
