package io.threadline.local.gateway;

import io.threadline.local.issuer.IssuerRoutes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One origin for everything: routes by path, answers for the whole system's readiness, and issues
 * the demo users' tokens under {@code /auth}.
 */
public final class Gateway {

  private static final int CONNECTIONS_PER_SERVICE = 256;
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

  private final Map<String, Upstream> upstreams = new HashMap<>();
  private final RouteTable routes;
  private final Readiness readiness;
  private final Router issuer;

  /**
   * What a gateway is made of.
   *
   * @param port where it listens, 0 for a free one
   * @param services the instances of those whose readiness is the system's
   * @param others answer paths too, but nobody waits for them
   * @param setUpMarker the file that exists once the demo is set up
   */
  public record Settings(
      int port,
      RouteTable routes,
      Map<String, List<SocketAddress>> services,
      Map<String, SocketAddress> others,
      Path setUpMarker,
      IssuerRoutes issuer) {}

  private Gateway(Vertx vertx, Settings settings) {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setKeepAliveTimeout(20)
                .setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_SERVICE));
    settings
        .services()
        .forEach((name, at) -> upstreams.put(name, new Upstream(name + "-service", at, client)));
    settings
        .others()
        .forEach((name, at) -> upstreams.put(name, new Upstream(name, List.of(at), client)));
    this.routes = settings.routes();
    this.issuer = settings.issuer().router(vertx);
    this.readiness = new Readiness(named(settings.services()), settings.setUpMarker(), client);
  }

  /** Listens on the loopback address. */
  public static Future<HttpServer> start(Vertx vertx, Settings settings) {
    Gateway gateway = new Gateway(vertx, settings);
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(settings.port())
            .setMaxHeaderSize(32 * 1024)
            .setHandle100ContinueAutomatically(true);
    return vertx.createHttpServer(options).requestHandler(gateway::handle).listen();
  }

  private void handle(HttpServerRequest request) {
    String path = request.path() == null ? "/" : request.path();
    switch (path) {
      case "/q/health/ready" -> readiness.answer(request.response());
      case "/q/health/live" -> request.response().end("{\"status\":\"UP\"}");
      case "/" -> request.response().setStatusCode(302).putHeader("Location", "/console/").end();
      default -> route(request, path);
    }
  }

  private void route(HttpServerRequest request, String path) {
    String service = routes.serviceOf(path).orElse("");
    Upstream upstream = upstreams.get(service);
    if (service.equals("issuer")) {
      issuer.handle(request);
    } else if (upstream == null) {
      ProblemReply.noRoute(path).send(request.response());
    } else {
      upstream.forward(request);
    }
  }

  private static Map<String, List<SocketAddress>> named(Map<String, List<SocketAddress>> services) {
    Map<String, List<SocketAddress>> named = new HashMap<>();
    services.forEach((service, instances) -> named.put(service + "-service", instances));
    return named;
  }
}
