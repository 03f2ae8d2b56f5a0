package io.threadline.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The public API as a client sees it: JSON with a bearer token, patient with 503. */
public final class ApiClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String gateway;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  /** A client of the gateway at that URL. */
  public ApiClient(String gateway) {
    this.gateway = gateway;
  }

  /** An answer: its HTTP status and its JSON body (missing node when there is none). */
  public record Answer(int status, JsonNode body) {

    /** The body of a success. */
    public JsonNode orFail(String what) {
      if (status / 100 != 2) {
        throw new IllegalStateException("%s was answered %d: %s".formatted(what, status, body));
      }
      return body;
    }
  }

  /** Sends a request as a demo user; 503 is tried again for half a minute. */
  public Answer send(DemoUser user, String method, String path, @Nullable JsonNode body) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      Answer answer = sendOnce(user, method, path, body);
      if (answer.status() != 503 || Instant.now().isAfter(deadline)) {
        return answer;
      }
      pause(PAUSE);
    }
  }

  /** GET, which must succeed. */
  public JsonNode get(DemoUser user, String path) {
    return send(user, "GET", path, null).orFail("GET " + path);
  }

  /** The user's access token, asked for once. */
  public String token(DemoUser user) {
    return tokens.computeIfAbsent(
        user.username(),
        name -> {
          HttpRequest request =
              HttpRequest.newBuilder(URI.create(gateway + "/auth/token"))
                  .timeout(TIMEOUT)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          form(Map.of("username", name, "password", user.password()))))
                  .build();
          return exchange(request).orFail("a token for " + name).path("access_token").asText();
        });
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Answer sendOnce(DemoUser user, String method, String path, @Nullable JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token(user));
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          // What is defined here replaces whatever was there before.
          .header("If-Match", "*")
          .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
    }
    return exchange(request.build());
  }

  private Answer exchange(HttpRequest request) {
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), parse(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri() + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return body.isBlank() ? JsonNodeFactory.instance.missingNode() : JSON.readTree(body);
    } catch (IOException e) {
      return JsonNodeFactory.instance.textNode(body);
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
