package io.threadline.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.local.demo.DemoUser;
import io.threadline.local.issuer.DemoIssuer;
import io.threadline.local.issuer.IssuerRoutes;
import io.threadline.local.issuer.SigningKey;
import io.threadline.local.process.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {

  @TempDir static Path folder;
  static final Vertx VERTX = Vertx.vertx();
  static final HttpClient CLIENT = HttpClient.newHttpClient();
  static final AtomicBoolean READY = new AtomicBoolean(true);
  static int port;

  /** One backend echoes what reaches it; "kpi" is down. */
  @BeforeAll
  static void start() throws Exception {
    HttpServer backend =
        await(
            VERTX
                .createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                .requestHandler(GatewayTest::echo)
                .listen(0, "127.0.0.1"));
    SocketAddress alive = SocketAddress.inetSocketAddress(backend.actualPort(), "localhost");
    SocketAddress dead = SocketAddress.inetSocketAddress(FreePort.choose(), "localhost");
    DemoIssuer issuer =
        new DemoIssuer(
            "http://localhost/auth",
            SigningKey.loadOrMake(folder.resolve("key.json")),
            DemoUser.ALL);
    Gateway.Settings settings =
        new Gateway.Settings(
            0,
            GatewayMain.routes(),
            // Of two instances one is down: the other answers for both.
            Map.of("ingest", List.of(dead, alive), "conversation", List.of(alive)),
            Map.of("kpi", dead),
            folder.resolve("set-up"),
            new IssuerRoutes(issuer));
    port = await(Gateway.start(VERTX, settings)).actualPort();
  }

  @BeforeEach
  void ready() throws Exception {
    READY.set(true);
    Files.writeString(folder.resolve("set-up"), "");
  }

  @AfterAll
  static void stop() throws Exception {
    await(VERTX.close());
  }

  @Test
  void passesMethodPathQueryBodyAndSignatureThrough() throws Exception {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(uri("/webhooks/twilio/k%20ey?bodySHA256=1"))
                .header("X-Twilio-Signature", "sig=")
                .POST(HttpRequest.BodyPublishers.ofString("Body=%2Bx")));
    JsonObject seen = new JsonObject(response.body());
    assertThat(seen.getString("method")).isEqualTo("POST");
    assertThat(seen.getString("uri")).isEqualTo("/webhooks/twilio/k%20ey?bodySHA256=1");
    assertThat(seen.getString("body")).isEqualTo("Body=%2Bx");
    assertThat(seen.getString("signature")).isEqualTo("sig=");
    assertThat(seen.getString("forwardedHost")).isEqualTo("localhost:" + port);
    assertThat(seen.getString("forwardedFor")).isEqualTo("127.0.0.1");
  }

  @Test
  void doesNotTrustForwardingHeadersFromOutside() throws Exception {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(uri("/api/tickets"))
                .header("X-Forwarded-For", "6.6.6.6")
                .header("X-Forwarded-Host", "evil.example"));
    JsonObject seen = new JsonObject(response.body());
    assertThat(seen.getString("forwardedHost")).isEqualTo("localhost:" + port);
    assertThat(seen.getString("forwardedFor")).isEqualTo("127.0.0.1");
  }

  @Test
  void streamsLargeBodies() throws Exception {
    String large = "x".repeat(3_000_000);
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(uri("/webhooks/large"))
                .expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofString(large)));
    assertThat(new JsonObject(response.body()).getString("body")).isEqualTo(large);
  }

  @Test
  void aServiceThatIsDownGivesAProblemAndWhenToRetry() throws Exception {
    HttpResponse<String> response = send(HttpRequest.newBuilder(uri("/api/kpis")));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(new JsonObject(response.body()).getString("detail")).contains("kpi");
  }

  @Test
  void anUnknownPathGivesAProblem() throws Exception {
    HttpResponse<String> response = send(HttpRequest.newBuilder(uri("/nothing")));
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("no service answers '/nothing'");
  }

  @Test
  void webSocketsPassThrough() throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    WebSocket socket =
        CLIENT
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://localhost:" + port + "/ws/agent"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    heard.complete(text.toString());
                    return CompletableFuture.completedFuture(null);
                  }
                })
            .get(5, TimeUnit.SECONDS);
    assertThat(socket.sendText("hello", true).get(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo("hello");
    socket.abort();
  }

  @Test
  void readyMeansEveryServiceAndTheDemo() throws Exception {
    assertThat(readiness().statusCode()).isEqualTo(200);

    READY.set(false);
    assertThat(readiness().statusCode()).isEqualTo(503);
    assertThat(readiness().body()).contains("ingest-service");

    READY.set(true);
    Files.delete(folder.resolve("set-up"));
    assertThat(readiness().statusCode()).isEqualTo(503);
  }

  @Test
  void issuesTokensToDemoUsersOnly() throws Exception {
    assertThat(token("username=agent1&password=agent1-demo").statusCode()).isEqualTo(200);
    assertThat(token("username=agent1&password=wrong").statusCode()).isEqualTo(401);
    assertThat(token("username=agent1").statusCode()).isEqualTo(400);
    assertThat(token("username=stranger&password=").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> token(String form) throws Exception {
    return send(
        HttpRequest.newBuilder(uri("/auth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private static HttpResponse<String> readiness() throws Exception {
    return send(HttpRequest.newBuilder(uri("/q/health/ready")));
  }

  private static void echo(HttpServerRequest request) {
    if ("/q/health/ready".equals(request.path())) {
      request.response().setStatusCode(READY.get() ? 200 : 503).end();
      return;
    }
    request
        .body()
        .onSuccess(body ->
            request
                .response()
                .end(
                    new JsonObject()
                        .put("method", request.method().name())
                        .put("uri", request.uri())
                        .put("body", body.toString())
                        .put("signature", request.getHeader("X-Twilio-Signature"))
                        .put("forwardedFor", request.getHeader("X-Forwarded-For"))
                        .put("forwardedHost", request.getHeader("X-Forwarded-Host"))
                        .encode()));
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(
        request.version(HttpClient.Version.HTTP_1_1).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
