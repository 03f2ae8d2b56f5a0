package io.threadline.bench.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.bench.load.Completion;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What an agent sees: the frames of the live view, through the gateway, as the console does. */
final class AgentView implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FRAME_BYTES = 1 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final WebSocketClient client;
  private final WebSocket socket;
  private final AtomicReference<@Nullable String> broken;

  private AgentView(WebSocketClient client, WebSocket socket, AtomicReference<@Nullable String> b) {
    this.client = client;
    this.socket = socket;
    this.broken = b;
  }

  /** Gets what an agent sees, on an event loop. */
  @FunctionalInterface
  interface Eye {
    /**
     * A frame has come.
     *
     * @param type as {@code offer-made}
     * @param nanos {@link System#nanoTime()} at which the frame was there
     */
    void see(String type, JsonNode data, long nanos);
  }

  /** Connects and waits for the first frame, so nothing that happens from now on is missed. */
  static AgentView open(Vertx vertx, URI gateway, String token, Eye eye) {
    WebSocketClient client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(FRAME_BYTES)
                .setMaxMessageSize(FRAME_BYTES));
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost(gateway.getHost())
            .setPort(gateway.getPort())
            .setURI("/ws/agent")
            .addHeader("Authorization", "Bearer " + token);
    CompletableFuture<Boolean> connected = new CompletableFuture<>();
    AtomicReference<@Nullable String> broken = new AtomicReference<>();
    WebSocket socket =
        await(
            client
                .connect(options)
                .onSuccess(open -> listen(open, connected, broken, eye))
                .toCompletionStage()
                .toCompletableFuture());
    await(connected);
    return new AgentView(client, socket, broken);
  }

  /**
   * Nothing was missed so far.
   *
   * @throws IllegalStateException when the connection ended or was reset
   */
  void demandWhole() {
    if (broken.get() != null) {
      throw new IllegalStateException("the agent's live view " + broken.get());
    }
  }

  @Override
  public void close() {
    await(socket.close().toCompletionStage().toCompletableFuture());
    await(client.close().toCompletionStage().toCompletableFuture());
  }

  private static void listen(
      WebSocket socket,
      CompletableFuture<Boolean> connected,
      AtomicReference<@Nullable String> broken,
      Eye eye) {
    socket.closeHandler(
        closed -> broken.compareAndSet(null, "was closed: " + socket.closeReason()));
    socket.textMessageHandler(text -> {
      long nanos = System.nanoTime();
      JsonNode frame = parse(text);
      String type = frame.path("type").asText();
      switch (type) {
        case "connected" -> connected.complete(true);
        case "reset" -> broken.compareAndSet(null, "was reset: events are gone");
        default -> eye.see(type, frame.path("data"), nanos);
      }
    });
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a frame is no JSON: " + text, e);
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    return Completion.of(future, LIMIT, "following the agent's live view");
  }
}
