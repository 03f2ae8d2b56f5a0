package io.threadline.routing.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends a request on to the instance that writes the pool, as its caller sent it. */
@ApplicationScoped
public class Forwarding {
  private static final Logger LOG = Logger.getLogger(Forwarding.class);

  /** Marks a request that was sent on: it is not sent on again. */
  public static final String HEADER = "Threadline-Forwarded";

  private static final int WRONG_OWNER = 421;

  private final ObjectMapper json;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();

  Forwarding(ObjectMapper json) {
    this.json = json;
  }

  /**
   * A request to send on.
   *
   * @param path with its query, from the first slash
   * @param authorization the caller's own, so that the owner checks the same rights
   * @param commandKey under which a repeat has no second effect
   * @param ifMatch the version that a change was made from
   * @param patience how long the owner may take
   */
  public record Request(
      String method,
      String path,
      @Nullable String authorization,
      String commandKey,
      @Nullable String ifMatch,
      @Nullable Object body,
      Duration patience) {}

  /** The owner's answer; empty if it is not the owner, or cannot be reached. */
  public Optional<Response> send(String address, Request request) {
    try {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(URI.create(address + request.path()))
              .timeout(request.patience())
              .header(HEADER, "true")
              .header("Idempotency-Key", request.commandKey())
              .header(HttpHeaders.CONTENT_TYPE, "application/json")
              .method(request.method(), body(request));
      if (request.authorization() != null) {
        builder.header(HttpHeaders.AUTHORIZATION, request.authorization());
      }
      if (request.ifMatch() != null) {
        builder.header(HttpHeaders.IF_MATCH, request.ifMatch());
      }
      HttpResponse<byte[]> answer =
          client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == WRONG_OWNER ? Optional.empty() : Optional.of(copy(answer));
    } catch (IOException e) {
      LOG.debugf("the pool's writer at %s cannot be reached: %s", address, e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private HttpRequest.BodyPublisher body(Request request) throws JsonProcessingException {
    return request.body() == null
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(request.body()));
  }

  private static Response copy(HttpResponse<byte[]> answer) {
    Response.ResponseBuilder copy = Response.status(answer.statusCode()).entity(answer.body());
    answer.headers().firstValue(HttpHeaders.CONTENT_TYPE).ifPresent(copy::type);
    for (String header : List.of(HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG)) {
      answer.headers().firstValue(header).ifPresent(value -> copy.header(header, value));
    }
    return copy.build();
  }
}
