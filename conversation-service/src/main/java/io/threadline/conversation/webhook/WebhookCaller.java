package io.threadline.conversation.webhook;

import io.threadline.conversation.core.webhook.Signature;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls webhooks. The host is resolved here, every address of it is checked, and the call goes to
 * an address that was checked, so that a name cannot change its mind in between. Redirects are not
 * followed, and of an answer only the status is read.
 */
@ApplicationScoped
public class WebhookCaller {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final int MAX_ERROR = 300;

  private final WebhookConfig config;
  private final HttpClient client;

  @Inject
  public WebhookCaller(Vertx vertx, WebhookConfig config) {
    this.config = config;
    int timeout = Math.toIntExact(config.timeout().toMillis());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout(timeout)
                .setMaxHeaderSize(16 * 1024)
                .setVerifyHost(true),
            new PoolOptions().setHttp1MaxSize(config.concurrency()).setMaxWaitQueueSize(0));
  }

  /** What is sent. */
  record Call(UUID id, URI url, String secret, String type, String body) {}

  /** What became of it. */
  sealed interface Result {}

  /** The receiver has it. */
  record Accepted(int status) implements Result {}

  /**
   * The receiver does not have it.
   *
   * @param status 0 if there was no answer
   */
  record Failed(int status, String reason) implements Result {}

  /** Makes the call, and waits for what becomes of it. */
  Result call(Call call) throws InterruptedException {
    URI url = call.url();
    InetAddress address;
    try {
      address = checked(url);
    } catch (UnknownHostException e) {
      return new Failed(0, "host '" + url.getHost() + "' is not known");
    } catch (IllegalArgumentException e) {
      return new Failed(0, cut(e));
    }
    try {
      int status =
          client
              .request(options(url, address))
              .compose(request -> sign(request, call).send(call.body()))
              .map(WebhookCaller::statusOnly)
              .toCompletionStage()
              .toCompletableFuture()
              .get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return status >= 200 && status < 300
          ? new Accepted(status)
          : new Failed(status, "the answer was " + status);
    } catch (ExecutionException e) {
      return new Failed(0, cut(e.getCause() == null ? e : e.getCause()));
    } catch (TimeoutException e) {
      return new Failed(0, "there was no answer within " + config.timeout());
    }
  }

  /** An address of the host; refused if any of them is not to be called. */
  private InetAddress checked(URI url) throws UnknownHostException {
    List<InetAddress> all = List.of(InetAddress.getAllByName(url.getHost()));
    if (!config.allowPrivate()) {
      for (InetAddress address : all) {
        if (!PublicAddress.is(address)) {
          throw new IllegalArgumentException(
              "host '%s' is at %s, which is not of the public internet"
                  .formatted(url.getHost(), address.getHostAddress()));
        }
      }
    }
    return all.getFirst();
  }

  private static RequestOptions options(URI url, InetAddress address) {
    boolean ssl = "https".equals(url.getScheme());
    int port = url.getPort() > 0 ? url.getPort() : ssl ? HTTPS : HTTP;
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
        .setHost(url.getHost())
        .setPort(port)
        .setSsl(ssl)
        .setFollowRedirects(false)
        .setURI(url.getRawQuery() == null ? path : path + '?' + url.getRawQuery());
  }

  private static HttpClientRequest sign(HttpClientRequest request, Call call) {
    long timestamp = Instant.now().getEpochSecond();
    return request
        .putHeader("Content-Type", "application/json")
        .putHeader("User-Agent", "Threadline-Webhook/1")
        .putHeader("Threadline-Delivery", call.id().toString())
        .putHeader("Threadline-Event", call.type())
        .putHeader("Threadline-Timestamp", Long.toString(timestamp))
        .putHeader("Threadline-Signature", Signature.of(call.secret(), timestamp, call.body()));
  }

  /** The rest of the answer may be endless: the connection is closed instead. */
  private static int statusOnly(HttpClientResponse response) {
    int status = response.statusCode();
    response.pause();
    var _ = response.request().connection().close();
    return status;
  }

  private static String cut(Throwable e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) : text;
  }
}
