package io.threadline.local.simulator;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.Map;
import java.util.UUID;

/** Calls webhooks as Twilio does: signed form posts, repeated as the URL's overrides say. */
public final class TwilioWebhooks {

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final long READ_TIMEOUT_MILLIS = 15_000;
  private static final long FIRST_PAUSE_MILLIS = 200;

  private final Vertx vertx;
  private final WebClient client;

  public TwilioWebhooks(Vertx vertx) {
    this.vertx = vertx;
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setMaxPoolSize(64)
                .setUserAgent("TwilioProxy/1.1"));
  }

  /** Posts the form; the result is the last HTTP status, or the last failure. */
  public Future<Integer> post(String url, String authToken, Map<String, String> form) {
    return attempt(WebhookUrl.parse(url), authToken, form, UUID.randomUUID().toString(), 0);
  }

  private Future<Integer> attempt(
      WebhookUrl url, String authToken, Map<String, String> form, String token, int attempt) {
    MultiMap body = MultiMap.caseInsensitiveMultiMap();
    form.forEach(body::add);
    Future<HttpResponse<Buffer>> answer =
        client
            .postAbs(url.target().toString())
            .timeout(READ_TIMEOUT_MILLIS)
            .putHeader(
                "X-Twilio-Signature", TwilioSignature.of(authToken, url.target().toString(), form))
            .putHeader("I-Twilio-Idempotency-Token", token)
            .putHeader("Accept", "*/*")
            .sendForm(body);
    return answer
        .map(HttpResponse::statusCode)
        .transform(done -> {
          boolean again =
              attempt < url.retries() && (done.failed() || url.repeatsStatus(done.result()));
          if (!again) {
            return done.failed()
                ? Future.failedFuture(done.cause())
                : Future.succeededFuture(done.result());
          }
          return pause(FIRST_PAUSE_MILLIS << attempt)
              .compose(v -> attempt(url, authToken, form, token, attempt + 1));
        });
  }

  private Future<Void> pause(long millis) {
    Promise<Void> over = Promise.promise();
    vertx.setTimer(millis, timer -> over.complete());
    return over.future();
  }
}
