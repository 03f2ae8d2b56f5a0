package io.threadline.conversation.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.contracts.Channel;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The live view over a real WebSocket. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class AgentSocketTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TestHTTPResource("/ws/agent")
  @SuppressWarnings("NullAway.Init")
  URI address;

  private final Scene scene = new Scene();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    scene.close();
    http.close();
  }

  private static final class Frames implements WebSocket.Listener {
    final List<String> all = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        all.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    List<String> having(String text) {
      return all.stream().filter(frame -> frame.contains(text)).toList();
    }
  }

  private WebSocket open(Frames frames, String query, WebSocket.Builder builder) {
    URI uri = URI.create(address.toString().replaceFirst("^http", "ws") + query);
    return builder.buildAsync(uri, frames).join();
  }

  @Test
  void anAgentSeesAMessageLiveAndGoesOnWhereTheConnectionBroke() {
    String token = TestTokens.of("agent1", "agent");
    Frames before = new Frames();
    WebSocket socket = open(before, "?access_token=" + token, http.newWebSocketBuilder());
    await().atMost(SOON).until(() -> !before.having("connected").isEmpty());
    String number = Scene.newNumber();
    scene.write(Channel.SMS, number, "live-one-" + number);
    await().atMost(SOON).until(() -> !before.having("live-one-" + number).isEmpty());
    assertThat(before.having("message-appended")).isNotEmpty();
    String position = LiveClient.position(before.all.getLast());
    socket.abort();

    scene.write(Channel.SMS, number, "live-two-" + number);
    Scene.thread(Scene.customer(number), 2);
    Frames after = new Frames();
    WebSocket again =
        open(
            after,
            "?position=" + position,
            http.newWebSocketBuilder().header("Authorization", "Bearer " + token));
    scene.write(Channel.SMS, number, "live-three-" + number);
    await().atMost(SOON).until(() -> !after.having("live-three-" + number).isEmpty());
    assertThat(after.having("live-one-" + number)).isEmpty();
    assertThat(after.having("live-two-" + number)).hasSize(1);
    again.abort();
  }

  @Test
  void withoutATokenThereIsNoConnection() {
    assertThatThrownBy(() -> open(new Frames(), "", http.newWebSocketBuilder()))
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }
}
