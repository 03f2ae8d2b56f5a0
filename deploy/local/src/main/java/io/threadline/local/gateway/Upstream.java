package io.threadline.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One service behind the gateway, its instances in turn: bodies stream through, WebSockets pass,
 * and a service that is down gives 503 with {@code Retry-After}.
 */
final class Upstream implements ProxyInterceptor {

  private final String service;
  private final List<SocketAddress> instances;
  private final AtomicInteger turn = new AtomicInteger();
  private final HttpProxy proxy;

  Upstream(String service, List<SocketAddress> instances, HttpClient client) {
    this.service = service;
    this.instances = List.copyOf(instances);
    this.proxy =
        HttpProxy.reverseProxy(client)
            .origin((OriginRequestProvider) context -> connect(client, instances.size()))
            .addInterceptor(this);
  }

  /** To the next instance in turn; one that cannot be reached is passed over. */
  private Future<HttpClientRequest> connect(HttpClient client, int attempts) {
    SocketAddress instance = instances.get(Math.floorMod(turn.getAndIncrement(), instances.size()));
    RequestOptions options = new RequestOptions().setServer(instance);
    return client
        .request(options)
        .recover(
            failure -> attempts > 1 ? connect(client, attempts - 1) : Future.failedFuture(failure));
  }

  void forward(HttpServerRequest request) {
    proxy.handle(request);
  }

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    ProxyRequest request = context.request();
    HttpServerRequest original = request.proxiedRequest();
    String client = original.remoteAddress() == null ? "" : original.remoteAddress().hostAddress();
    // What the outside sent under these names is not trusted: this gateway is the outermost.
    request
        .putHeader("X-Forwarded-For", client)
        .putHeader("X-Forwarded-Proto", original.isSSL() ? "https" : "http");
    if (original.authority() != null) {
      request.putHeader("X-Forwarded-Host", original.authority().toString());
    }
    request.headers().remove("Expect");
    return context.sendRequest().recover(failure -> Future.succeededFuture(down(request)));
  }

  private ProxyResponse down(ProxyRequest request) {
    ProblemReply problem = ProblemReply.serviceDown(service);
    return request
        .release()
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", ProblemReply.MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store")
        .putHeader("Retry-After", String.valueOf(ProblemReply.RETRY_AFTER_SECONDS))
        .setBody(Body.body(Buffer.buffer(problem.body())));
  }
}
