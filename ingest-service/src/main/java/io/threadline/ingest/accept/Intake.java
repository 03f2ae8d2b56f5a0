package io.threadline.ingest.accept;

import io.threadline.contracts.Event;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Arrival;
import io.threadline.ingest.channel.Parsed;
import io.threadline.ingest.channel.Webhook;
import io.threadline.ingest.channel.WebhookRequest;
import io.threadline.ingest.vault.Payloads;
import io.threadline.ingest.vault.Rush;
import io.threadline.ingest.vault.Vault;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * One request of a provider, whole in memory, to its outcome: authentic, kept to the byte, parsed,
 * durable. Every way in leads through here.
 */
@ApplicationScoped
public class Intake {
  private static final Logger LOG = Logger.getLogger(Intake.class);
  private static final Taken ACCEPTED = new Taken.Accepted("accepted");
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Acceptor acceptor;
  private final Payloads payloads;
  private final Vault vault;
  private final Envelopes envelopes;
  private final Rush rush;
  private final Executor waiting = Executors.newVirtualThreadPerTaskExecutor();
  private final Clock clock = Clock.systemUTC();

  public Intake(Acceptor acceptor, Payloads payloads, Vault vault, Envelopes envelopes, Rush rush) {
    this.acceptor = acceptor;
    this.payloads = payloads;
    this.vault = vault;
    this.envelopes = envelopes;
    this.rush = rush;
  }

  /** Where work that waits for disk or database runs. */
  public Executor waiting() {
    return waiting;
  }

  /**
   * Takes a request in; the future always completes normally. Does not wait when the body is small
   * and well-formed: the event loop may call it.
   */
  public CompletableFuture<Taken> take(
      Webhook webhook, ChannelAccount account, WebhookRequest request) {
    if (!webhook.authentic(account, request)) {
      return CompletableFuture.completedFuture(new Taken.Forbidden());
    }
    return takeAuthentic(webhook, account, request);
  }

  /** As {@link #take}, for a way in that has made sure of the sender itself. */
  public CompletableFuture<Taken> takeAuthentic(
      Webhook webhook, ChannelAccount account, WebhookRequest request) {
    Arrival arrival;
    try {
      Instant now = clock.instant();
      arrival = new Arrival(Ids.next(), now, payloads.keep(request.contentType(), request.body()));
    } catch (IOException e) {
      LOG.errorf("the blob store refused a payload: %s", e.getMessage());
      return CompletableFuture.completedFuture(
          new Taken.Refused("the blob store takes nothing at the moment", RETRY_AFTER));
    }
    return switch (webhook.parse(account, request, arrival)) {
      case Parsed.Happened happened -> accept(account, arrival, happened.event());
      case Parsed.Ignored ignored ->
          CompletableFuture.completedFuture(new Taken.Accepted("ignored"));
      case Parsed.Malformed malformed ->
          CompletableFuture.supplyAsync(
              () -> keepFailed(account, suffixOf(request), arrival, malformed.reason()), waiting);
    };
  }

  private CompletableFuture<Taken> accept(ChannelAccount account, Arrival arrival, Event event) {
    return acceptor
        .accept(envelopes.first(account.tenant(), arrival.at(), event))
        .thenApply(acceptance ->
            switch (acceptance) {
              case Acceptance.Durable.KAFKA -> {
                rush.accepted(event);
                yield ACCEPTED;
              }
              case Acceptance.Durable.SPOOL -> new Taken.Accepted("spooled");
              case Acceptance.Refused refused ->
                  new Taken.Refused(refused.reason(), refused.retryAfter());
            });
  }

  private Taken keepFailed(ChannelAccount account, String suffix, Arrival arrival, String reason) {
    try {
      vault.keepFailed(account, suffix, arrival, reason);
      return new Taken.Malformed(reason);
    } catch (RuntimeException e) {
      LOG.errorf("the vault refused a payload that failed: %s", e.getMessage());
      return new Taken.Refused("the vault takes nothing at the moment", RETRY_AFTER);
    }
  }

  /** What followed the account's key in the URL: the key itself is not for the vault. */
  private static String suffixOf(WebhookRequest request) {
    int question = request.url().indexOf('?');
    return question < 0 ? request.suffix() : request.suffix() + request.url().substring(question);
  }
}
