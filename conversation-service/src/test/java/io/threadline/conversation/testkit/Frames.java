package io.threadline.conversation.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** The frames that a live connection was given. */
public final class Frames implements WebSocket.Listener {
  public final List<String> all = new CopyOnWriteArrayList<>();
  private final StringBuilder part = new StringBuilder();

  /**
   * Opens a connection and waits until it stands.
   *
   * @param address of {@code /ws/agent}, as http
   */
  public static WebSocket open(Frames frames, HttpClient http, URI address, String token) {
    URI uri = URI.create(address.toString().replaceFirst("^http", "ws") + "?access_token=" + token);
    WebSocket socket = http.newWebSocketBuilder().buildAsync(uri, frames).join();
    frames.await("\"connected\"");
    return socket;
  }

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

  /** Waits for a frame that has all of these parts. */
  public void await(String... parts) {
    Awaitility.await()
        .atMost(Scene.SOON)
        .until(() ->
            all.stream().anyMatch(frame -> List.of(parts).stream().allMatch(frame::contains)));
  }
}
