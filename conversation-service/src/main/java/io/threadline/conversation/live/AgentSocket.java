package io.threadline.conversation.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.threadline.conversation.viewing.Viewers;
import io.threadline.conversation.viewing.Viewers.Watcher;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The live view of an agent: {@code /ws/agent?position=…}. Each frame is {@code {"position",
 * "type", "data"}}; a client that comes back with the last position it saw gets what it missed,
 * once. Passing news ({@code viewers}, {@code refused}) have no position and are not repeated. The
 * first frame is {@code connected}, or {@code reset} when what was missed is gone and the client
 * has to load anew. The token comes as the Authorization header, as {@code access_token} in the
 * query, or as a subprotocol (see SocketTokens).
 *
 * <p>A client says which threads it shows, at once and then every ten seconds: {@code {"type":
 * "viewing", "conversationId": …, "typing": true|false}}, and {@code {"type": "left",
 * "conversationId": …}}; it is told who else does.
 */
@WebSocket(path = "/ws/agent")
@RolesAllowed({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
public class AgentSocket {
  private static final Logger LOG = Logger.getLogger(AgentSocket.class);
  private static final int TRY_AGAIN_LATER = 1013;
  private static final int BAD_REQUEST = 4400;
  private static final String REFUSED =
      "{\"type\":\"refused\",\"data\":{\"detail\":\"send viewing or left with a conversationId,"
          + " of 20 threads at most\"}}";

  private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();

  private record Session(Runnable closer, Watcher watcher) {}

  @Inject LiveView view;
  @Inject Caller caller;
  @Inject Viewers viewers;
  @Inject ObjectMapper mapper;

  @OnOpen
  void open(WebSocketConnection connection) {
    UUID tenant = caller.tenant();
    String agent = caller.login();
    String sent = parameter(connection.handshakeRequest().query(), "position");
    Optional<long[]> position = sent == null ? Optional.empty() : Position.decode(sent);
    if (sent != null && position.isEmpty()) {
      close(connection, BAD_REQUEST, "position is none that was given here: leave it out");
      return;
    }
    Thread.ofVirtual()
        .name("live-" + connection.id())
        .start(() -> follow(connection, tenant, agent, position.orElse(null)));
  }

  private void follow(
      WebSocketConnection connection, UUID tenant, String agent, long @Nullable [] position) {
    try {
      view.follow(
          new Socket(connection),
          tenant,
          agent,
          (closer, passing) -> {
            Watcher watcher = new Watcher(tenant, agent, connection.id(), passing);
            SESSIONS.put(connection.id(), new Session(closer, watcher));
            if (connection.isClosed()) {
              closed(connection);
            }
          },
          position);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warnf("a live connection could not be served: %s", e.getMessage());
      close(connection, TRY_AGAIN_LATER, "not available: come back with the last position");
    }
  }

  /** Which threads a client shows; anything else keeps the connection awake. */
  @OnTextMessage
  void heard(String message, WebSocketConnection connection) {
    Session session = SESSIONS.get(connection.id());
    if (session == null || message.isBlank()) {
      return;
    }
    Watcher watcher = session.watcher();
    try {
      JsonNode sent = mapper.readTree(message);
      UUID conversation = UUID.fromString(sent.path("conversationId").asText());
      boolean known =
          switch (sent.path("type").asText()) {
            case "viewing" -> viewers.looks(watcher, conversation, sent.path("typing").asBoolean());
            case "left" -> {
              viewers.leaves(watcher.tenant(), watcher.socket(), conversation);
              yield true;
            }
            default -> false;
          };
      if (!known) {
        watcher.passing().accept(REFUSED);
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      LOG.tracef("a frame of a client was refused: %s", e.getMessage());
      watcher.passing().accept(REFUSED);
    }
  }

  @OnClose
  void closed(WebSocketConnection connection) {
    Session session = SESSIONS.remove(connection.id());
    if (session != null) {
      session.closer().run();
      viewers.closed(connection.id());
    }
  }

  private static @Nullable String parameter(@Nullable String query, String name) {
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  private static void close(WebSocketConnection connection, int code, String reason) {
    connection
        .close(new CloseReason(code, reason))
        .subscribe()
        .with(done -> {}, e -> LOG.debugf("close failed: %s", e.getMessage()));
  }

  /** A connection as a feed sees it. */
  private record Socket(WebSocketConnection connection) implements AgentFeed.Wire {
    @Override
    public void send(String frame, Runnable done) {
      connection
          .sendText(frame)
          .subscribe()
          .with(
              sent -> done.run(),
              e -> {
                LOG.debugf("a frame could not be sent: %s", e.getMessage());
                done.run();
              });
    }

    @Override
    public void closeSlow() {
      close(connection, TRY_AGAIN_LATER, "too slow: come back with the last position");
    }
  }
}
