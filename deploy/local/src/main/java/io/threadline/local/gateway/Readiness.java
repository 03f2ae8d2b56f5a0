package io.threadline.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the whole system is ready: every service says so in one of its instances, and the run has
 * finished setting up its demo (it then makes a file). The body has MicroProfile Health's form and
 * names each part.
 */
final class Readiness {

  private static final long TIMEOUT_MILLIS = 2_000;

  private final Map<String, List<SocketAddress>> services;
  private final Path setUpMarker;
  private final HttpClient client;

  Readiness(Map<String, List<SocketAddress>> services, Path setUpMarker, HttpClient client) {
    this.services = new TreeMap<>(services);
    this.setUpMarker = setUpMarker;
    this.client = client;
  }

  void answer(HttpServerResponse response) {
    List<Future<JsonObject>> checks =
        services.entrySet().stream().map(entry -> check(entry.getKey(), entry.getValue())).toList();
    Future.all(checks)
        .onComplete(done -> {
          JsonArray parts = new JsonArray();
          checks.forEach(check -> parts.add(check.result()));
          parts.add(part("demo", Files.exists(setUpMarker)));
          send(response, parts);
        });
  }

  private static void send(HttpServerResponse response, JsonArray parts) {
    boolean up =
        parts.stream().allMatch(part -> "UP".equals(((JsonObject) part).getString("status")));
    response
        .setStatusCode(up ? 200 : 503)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(
            new JsonObject()
                .put("status", up ? "UP" : "DOWN")
                .put("checks", parts)
                .encodePrettily());
  }

  /** Up while one of its instances is. */
  private Future<JsonObject> check(String service, List<SocketAddress> instances) {
    return Future.all(instances.stream().map(this::isReady).toList())
        .map(ready -> part(service, ready.<Boolean>list().contains(true)));
  }

  private Future<Boolean> isReady(SocketAddress address) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(address.host())
            .setPort(address.port())
            .setURI("/q/health/ready")
            .setTimeout(TIMEOUT_MILLIS);
    return client
        .request(options)
        .compose(request -> request.send())
        .compose(answer -> answer.body().map(ignored -> answer.statusCode() == 200))
        .recover(failure -> Future.succeededFuture(false));
  }

  private static JsonObject part(String name, boolean up) {
    return new JsonObject().put("name", name).put("status", up ? "UP" : "DOWN");
  }
}
