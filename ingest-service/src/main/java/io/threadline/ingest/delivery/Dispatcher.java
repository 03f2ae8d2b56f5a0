package io.threadline.ingest.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Channel;
import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.ingest.account.AccountDirectory;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Sender;
import io.threadline.ingest.delivery.core.Outcome;
import io.threadline.ingest.delivery.core.RetryPolicy;
import io.threadline.ingest.delivery.core.TextMessageRules;
import io.threadline.ingest.suppression.Suppressions;
import io.threadline.ingest.vault.Recipients;
import io.threadline.platform.address.Addresses;
import io.threadline.platform.config.ThreadlineConfig;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.database.SqlStates;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands due deliveries to their providers. A delivery is marked as being sent, and that is
 * committed, before the provider is called; what comes of the call is recorded, with the event that
 * tells the thread, in one transaction. A delivery that is still marked when this starts again may
 * have been taken: it becomes uncertain and is never sent again.
 */
@ApplicationScoped
public class Dispatcher {
  private static final Logger LOG = Logger.getLogger(Dispatcher.class);
  private static final Duration SWEEP = Duration.ofSeconds(10);
  private static final String NOBODY = "";

  /** The part of the longest call after which a claim is looked at again before the call. */
  private static final int FRESH_PART = 4;

  private final JdbcTransactions transactions;
  private final Outbox outbox;
  private final Envelopes envelopes;
  private final AccountDirectory accounts;
  private final Map<String, Sender> senders;
  private final MeterRegistry registry;
  private final DeliveryConfig config;
  private final Path data;
  private final Semaphore calls;
  private final Semaphore wakeUps = new Semaphore(0);
  private final Clock clock = Clock.systemUTC();
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private String claimant = NOBODY;
  private volatile boolean running = true;
  private @Nullable Thread loop;

  public Dispatcher(
      JdbcTransactions transactions,
      Outbox outbox,
      Envelopes envelopes,
      AccountDirectory accounts,
      @All List<Sender> senders,
      MeterRegistry registry,
      DeliveryConfig config,
      ThreadlineConfig threadline) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.envelopes = envelopes;
    this.accounts = accounts;
    this.senders =
        senders.stream().collect(Collectors.toMap(Sender::provider, Function.identity()));
    this.registry = registry;
    this.config = config;
    this.data = Path.of(threadline.data());
    this.calls = new Semaphore(config.concurrency());
  }

  void start(@Observes StartupEvent event) throws IOException {
    claimant = instanceId(data);
    loop = Thread.ofPlatform().name("dispatcher").daemon().start(this::run);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running = false;
    wake();
    if (loop != null) {
      // What it has claimed it hands over first: a claim that nobody works on would look uncertain.
      loop.join(Duration.ofSeconds(10));
    }
    work.shutdown();
    if (!work.awaitTermination(20, TimeUnit.SECONDS)) {
      LOG.warn("provider calls were still running at the end: they become uncertain");
    }
  }

  /** There may be something due. */
  public void wake() {
    if (wakeUps.availablePermits() == 0) {
      wakeUps.release();
    }
  }

  private void run() {
    Instant nextSweep = Instant.MIN;
    String formerLife = claimant;
    while (running) {
      try {
        if (clock.instant().isAfter(nextSweep)) {
          sweep(formerLife);
          formerLife = NOBODY;
          nextSweep = clock.instant().plus(SWEEP);
        }
        if (dispatch() == 0) {
          boolean woken = wakeUps.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS);
          LOG.tracef("looking for deliveries, woken: %s", woken);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.warnf("deliveries wait for the database: %s", e.getMessage());
        pause();
      }
    }
  }

  private void pause() {
    try {
      boolean woken = wakeUps.tryAcquire(1, TimeUnit.SECONDS);
      LOG.tracef("paused, woken: %s", woken);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private int dispatch() throws InterruptedException {
    calls.acquire();
    int room = 1 + calls.drainPermits();
    List<Delivery> claimed = List.of();
    long since = System.nanoTime();
    try {
      claimed = transactions.asSystem(c -> Deliveries.claim(c, claimant, room));
    } finally {
      calls.release(room - claimed.size());
    }
    claimed.forEach(delivery -> work.execute(() -> deliver(delivery, since)));
    return claimed.size();
  }

  private void deliver(Delivery delivery, long claimedSince) {
    try {
      Prepared prepared =
          patiently(() -> {
            Prepared ready = prepare(delivery);
            keepClaim(delivery, claimedSince);
            return ready;
          });
      Outcome outcome = call(delivery, prepared);
      boolean recorded = patiently(() -> record(delivery, outcome));
      LOG.debugf("%s: %s, recorded: %s", delivery.request().messageId(), outcome, recorded);
    } catch (ClaimLostException e) {
      LOG.warnf("%s is not sent: %s", delivery.request().messageId(), e.getMessage());
    } catch (RuntimeException e) {
      // The row stays marked as being sent, and the sweep makes it uncertain.
      LOG.errorf(e, "delivery %s has an unknown end", delivery.request().messageId());
    } finally {
      calls.release();
      wake();
    }
  }

  /** Whether and by whom a delivery can be sent: all that is to be known before the call. */
  private sealed interface Prepared {
    record Refused(Outcome.Failed why) implements Prepared {}

    record Ready(Sender sender, ChannelAccount account) implements Prepared {}
  }

  /**
   * Waits for the database if it must: before the call nothing was sent yet, and after it the
   * outcome is known here, so neither need become uncertain.
   */
  private <T> T patiently(Supplier<T> work) {
    while (true) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        if (!running || !SqlStates.isTransient(e)) {
          throw e;
        }
        LOG.warnf("a delivery waits for the database: %s", e.getMessage());
        pause();
      }
    }
  }

  /** Somebody else found the claim too old and has declared the delivery uncertain. */
  private static final class ClaimLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClaimLostException() {
      super("its claim ran out before the provider was called");
    }
  }

  /** A claim that has aged, while the database or the process stood still, may be lost. */
  private void keepClaim(Delivery delivery, long since) {
    boolean fresh = System.nanoTime() - since < config.longestCall().toNanos() / FRESH_PART;
    if (!fresh && !transactions.inTenant(delivery.tenant(), c -> Deliveries.renew(c, delivery))) {
      throw new ClaimLostException();
    }
  }

  private Prepared prepare(Delivery delivery) {
    SendRequested request = delivery.request();
    ChannelAccount account =
        accounts.ofId(delivery.tenant(), request.channelAccountId()).orElse(null);
    Sender sender = account == null ? null : senders.get(account.provider());
    if (account == null || sender == null) {
      return new Prepared.Refused(
          new Outcome.Failed(
              "no-account", "the channel account was removed: answer on another channel"));
    }
    Optional<Outcome.Failed> forbidden =
        optedOutOrClosed(delivery).or(() -> sender.forbids(account, request));
    return forbidden.isPresent()
        ? new Prepared.Refused(forbidden.get())
        : new Prepared.Ready(sender, account);
  }

  private Outcome call(Delivery delivery, Prepared prepared) {
    return switch (prepared) {
      case Prepared.Refused refused -> refused.why();
      case Prepared.Ready(Sender sender, ChannelAccount account) ->
          counted(sender, sender.send(account, delivery.request()));
    };
  }

  private Outcome counted(Sender sender, Outcome outcome) {
    Counter.builder("threadline_provider_requests")
        .description("Attempts to hand a message to its provider")
        .tag("provider", sender.provider())
        .tag("outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
    return outcome;
  }

  private Optional<Outcome.Failed> optedOutOrClosed(Delivery delivery) {
    SendRequested request = delivery.request();
    String address = Addresses.comparable(request.channel(), request.to(), null);
    Recipients.Known known =
        transactions.inTenant(
            delivery.tenant(),
            c -> Recipients.find(c, delivery.tenant(), request.channel(), address));
    if (known.optedOut()) {
      return Optional.of(TextMessageRules.optedOut());
    }
    if (request.channel().equals(Channel.EMAIL)) {
      return suppressed(delivery.tenant(), address);
    }
    return request.channel().equals(Channel.WHATSAPP)
        ? TextMessageRules.whatsappWindow(known.lastInbound(), clock.instant())
        : Optional.empty();
  }

  private Optional<Outcome.Failed> suppressed(UUID tenant, String address) {
    return transactions
        .inTenant(tenant, c -> Suppressions.find(c, tenant, Channel.EMAIL, address))
        .map(found ->
            new Outcome.Failed(
                "suppressed",
                "nothing is sent to this address since %s: %s; an administrator can allow it again"
                    .formatted(found.since(), found.reason())));
  }

  /** False if the delivery has another end already. */
  private boolean record(Delivery delivery, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Sent sent ->
          end(delivery, DeliveryState.SENT, sent.providerMessageId(), null, null);
      case Outcome.Failed failed ->
          end(delivery, DeliveryState.FAILED, null, failed.code(), failed.reason());
      case Outcome.Uncertain uncertain ->
          end(delivery, DeliveryState.UNCERTAIN, null, null, uncertain.reason());
      case Outcome.NotTaken notTaken -> again(delivery, notTaken);
    };
  }

  private boolean again(Delivery delivery, Outcome.NotTaken notTaken) {
    Optional<Instant> next = RetryPolicy.next(delivery.attempts(), notTaken, clock.instant());
    if (next.isEmpty()) {
      String reason = notTaken.reason() + ", after " + delivery.attempts() + " attempts: try later";
      return end(delivery, DeliveryState.FAILED, null, notTaken.code(), reason);
    }
    return transactions.inTenant(
        delivery.tenant(),
        connection -> Deliveries.again(connection, delivery, notTaken, next.get()));
  }

  private boolean end(
      Delivery delivery,
      DeliveryState state,
      @Nullable String providerMessageId,
      @Nullable String code,
      @Nullable String reason) {
    Instant now = clock.instant();
    return transactions.inTenant(
        delivery.tenant(),
        connection -> {
          boolean first =
              Deliveries.end(connection, delivery, state, providerMessageId, code, reason);
          if (first) {
            var report = delivery.report(state, providerMessageId, code, reason, now);
            outbox.append(connection, List.of(envelopes.wrap(delivery.tenant(), now, report)));
          }
          return first;
        });
  }

  private void sweep(String formerLife) {
    List<Delivery> abandoned =
        transactions.asSystem(c -> Deliveries.abandoned(c, formerLife, config.longestCall()));
    for (Delivery delivery : abandoned) {
      boolean first =
          end(
              delivery,
              DeliveryState.UNCERTAIN,
              null,
              null,
              "the service stopped during the provider call, which may have succeeded");
      LOG.infof("%s is uncertain: %s", delivery.request().messageId(), first);
    }
  }

  /** Names this instance across restarts, so that it finds what its former life left. */
  private static String instanceId(Path data) throws IOException {
    Path file = data.resolve("instance-id");
    Files.createDirectories(data);
    if (!Files.exists(file)) {
      Files.writeString(file, UUID.randomUUID().toString());
    }
    return Files.readString(file).strip();
  }
}
