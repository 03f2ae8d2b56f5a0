package io.threadline.ingest.accept;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.arc.All;
import io.threadline.ingest.account.AccountDirectory;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Webhook;
import io.threadline.ingest.channel.WebhookRequest;
import io.threadline.platform.config.ThreadlineConfig;
import io.threadline.platform.event.EventJson;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.problem.Problem;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /webhooks/{provider}/{key}…}: finds the account, reads the body within bounds, hands
 * it to the {@link Intake}, answers. Small requests of known accounts never leave the event loop.
 */
@ApplicationScoped
public class WebhookRoutes {
  private static final Logger LOG = Logger.getLogger(WebhookRoutes.class);
  private static final String PREFIX = "/webhooks/";
  private static final int SMALL = 64 * 1024;

  /**
   * Before what asks people and their requests who they are: webhooks are no business of theirs.
   */
  private static final int FIRST = -1_000;

  private final Map<String, Webhook> webhooks;
  private final AccountDirectory accounts;
  private final Intake intake;
  private final AcceptMetrics metrics;
  private final BodyReader bodies;
  private final String publicUrl;

  public WebhookRoutes(
      @All List<Webhook> webhooks,
      AccountDirectory accounts,
      Intake intake,
      AcceptMetrics metrics,
      AcceptConfig config,
      ThreadlineConfig threadline) {
    this.webhooks =
        webhooks.stream().collect(Collectors.toMap(Webhook::provider, Function.identity()));
    this.accounts = accounts;
    this.intake = intake;
    this.metrics = metrics;
    this.bodies = new BodyReader(config.bodyBytes());
    this.publicUrl = threadline.publicUrl();
  }

  void register(@Observes Router router) {
    router.route(HttpMethod.POST, PREFIX + ":provider/:key").order(FIRST).handler(this::receive);
    router.route(HttpMethod.POST, PREFIX + ":provider/:key/*").order(FIRST).handler(this::receive);
  }

  /** A request on its way: everything that its answer needs. */
  private record Call(
      RoutingContext http, Context loop, Webhook webhook, String key, long startNanos) {}

  private void receive(RoutingContext http) {
    Webhook webhook = webhooks.get(http.pathParam("provider"));
    if (webhook == null) {
      refuse(
          http,
          ErrorCode.NOT_FOUND,
          "no channel is called '" + http.pathParam("provider") + "'",
          null);
      return;
    }
    http.request().pause();
    Call call =
        new Call(
            http,
            http.vertx().getOrCreateContext(),
            webhook,
            http.pathParam("key"),
            System.nanoTime());
    ChannelAccount known = accounts.known(call.key);
    if (known != null) {
      read(call, known);
    } else {
      intake.waiting().execute(() -> lookUp(call));
    }
  }

  private void lookUp(Call call) {
    try {
      Optional<ChannelAccount> account = accounts.ofKey(call.key);
      call.loop.runOnContext(_ ->
          account.ifPresentOrElse(
              found -> read(call, found),
              () -> end(call, "none", "unknown", ErrorCode.NOT_FOUND, "no account has this URL")));
    } catch (RuntimeException e) {
      LOG.errorf("an account could not be looked up: %s", e.getMessage());
      call.loop.runOnContext(
          _ -> unavailable(call, "none", "the account cannot be looked up", Duration.ofSeconds(5)));
    }
  }

  private void read(Call call, ChannelAccount account) {
    if (!account.provider().equals(call.webhook.provider())) {
      end(call, "none", "unknown", ErrorCode.NOT_FOUND, "no account has this URL");
      return;
    }
    String channel = account.channel().name();
    var _ =
        bodies
            .read(call.http.request(), call.webhook.maxBytes())
            .thenAccept(read -> {
              switch (read) {
                case BodyReader.Read.Whole whole -> take(call, account, whole.bytes());
                case BodyReader.Read.TooLarge _ -> tooLarge(call, channel);
                case BodyReader.Read.NoRoom _ ->
                    unavailable(call, channel, "too much is being received", Duration.ofSeconds(2));
                case BodyReader.Read.Broken _ -> metrics.ended(channel, "broken", call.startNanos);
              }
            });
  }

  private void take(Call call, ChannelAccount account, byte[] body) {
    WebhookRequest request = request(call, body);
    // A step of a future, so that whatever is thrown becomes an answer too.
    CompletableFuture<WebhookRequest> start = CompletableFuture.completedFuture(request);
    CompletableFuture<Taken> taken =
        call.webhook.slow() || body.length > SMALL
            ? start.thenComposeAsync(r -> intake.take(call.webhook, account, r), intake.waiting())
            : start.thenCompose(r -> intake.take(call.webhook, account, r));
    var _ =
        taken.whenComplete((outcome, failure) -> {
          bodies.release(body);
          call.loop.runOnContext(_ -> answer(call, account.channel().name(), outcome, failure));
        });
  }

  private void answer(
      Call call, String channel, @Nullable Taken taken, @Nullable Throwable failure) {
    switch (taken) {
      case null -> {
        LOG.error("a request could not be taken in", failure);
        end(call, channel, "error", ErrorCode.INTERNAL, "the failure is in the log");
      }
      case Taken.Accepted accepted -> {
        metrics.ended(channel, accepted.how(), call.startNanos);
        Webhook.Acknowledgement ok = call.webhook.acknowledgement();
        call.http.response().putHeader("Content-Type", ok.contentType()).end(ok.body());
      }
      case Taken.Forbidden _ ->
          end(
              call,
              channel,
              "forbidden",
              ErrorCode.INVALID_SIGNATURE,
              "the signature or key does not match this URL and body: check secret and public URL");
      case Taken.Malformed malformed ->
          end(call, channel, "malformed", ErrorCode.MALFORMED_BODY, malformed.reason());
      case Taken.Refused refused ->
          unavailable(call, channel, refused.reason(), refused.retryAfter());
    }
  }

  private void tooLarge(Call call, String channel) {
    call.http.response().putHeader("Connection", "close");
    String detail = "the body is larger than the " + call.webhook.maxBytes() + " bytes we take";
    end(call, channel, "too_large", ErrorCode.TOO_LARGE, detail);
  }

  private void unavailable(Call call, String channel, String reason, Duration retryAfter) {
    metrics.ended(channel, "refused", call.startNanos);
    refuse(call.http, ErrorCode.UNAVAILABLE, reason, retryAfter);
  }

  private void end(Call call, String channel, String outcome, ErrorCode code, String detail) {
    metrics.ended(channel, outcome, call.startNanos);
    refuse(call.http, code, detail, null);
  }

  private static void refuse(
      RoutingContext http, ErrorCode code, String detail, @Nullable Duration retryAfter) {
    // What was not read is thrown away, so that the answer can be sent on this connection.
    if (!http.request().isEnded()) {
      http.request().handler(_ -> {});
      http.request().resume();
    }
    if (retryAfter != null) {
      http.response().putHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
    try {
      http.response()
          .setStatusCode(code.category().status())
          .putHeader("Content-Type", Problem.MEDIA_TYPE)
          .end(EventJson.mapper().writeValueAsString(Problem.of(code, detail, Map.of())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem cannot be written", e);
    }
  }

  private WebhookRequest request(Call call, byte[] body) {
    HttpServerRequest http = call.http.request();
    String path = http.path();
    int end = path.indexOf(call.key) + call.key.length();
    Map<String, String> query = new HashMap<>();
    if (http.query() != null) {
      http.params(false)
          .forEach(parameter -> query.putIfAbsent(parameter.getKey(), parameter.getValue()));
    }
    Map<String, String> headers = new HashMap<>();
    http.headers()
        .forEach(header ->
            headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    return new WebhookRequest(
        publicUrl + http.uri(),
        end > path.length() ? "" : path.substring(end),
        query,
        headers,
        body);
  }
}
