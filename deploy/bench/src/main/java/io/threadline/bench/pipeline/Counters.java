package io.threadline.bench.pipeline;

import io.threadline.local.run.LocalSystem;
import io.threadline.local.run.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The services' own counters of events applied, which they count after the commit. */
final class Counters implements AutoCloseable {

  private static final Pattern APPLIED =
      Pattern.compile("(?m)^threadline_events_applied_total\\{([^}]*)} (\\S+)$");
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration SHORT_POLL = Duration.ofMillis(100);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration QUIET_LIMIT = Duration.ofMinutes(3);

  private final LocalSystem system;
  private final HttpClient client = HttpClient.newHttpClient();

  Counters(LocalSystem system) {
    this.system = system;
  }

  /** Messages of customers that conversation-service has put into threads since it started. */
  long inThreads() {
    return applied(Service.CONVERSATION, "consumer=\"conversation-inbound\"");
  }

  /** Messages of customers that ingest-service has put into its vault since it started. */
  long inVault() {
    return applied(Service.INGEST, "consumer=\"ingest-vault\"");
  }

  /**
   * Waits until so many messages are in the vault.
   *
   * @throws IllegalStateException when they are not within the time
   */
  void awaitInVault(long expected) {
    await(this::inVault, expected, SHORT_POLL, QUIET_LIMIT, "in the vault");
  }

  /**
   * Waits until so many messages are in threads.
   *
   * @throws IllegalStateException when they are not within the time
   */
  void awaitInThreads(long expected, Duration limit) {
    await(this::inThreads, expected, POLL, limit, "in threads");
  }

  /** Waits until no service applies events any more, so that nothing is left over to the next. */
  void awaitQuiet() {
    Instant deadline = Instant.now().plus(QUIET_LIMIT);
    long before = -1;
    long now = everywhere();
    while (now != before) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "the services still apply events after " + QUIET_LIMIT.toSeconds() + " s");
      }
      pause(QUIET);
      before = now;
      now = everywhere();
    }
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

  private static void await(
      LongSupplier count, long expected, Duration poll, Duration limit, String where) {
    Instant deadline = Instant.now().plus(limit);
    long counted = count.getAsLong();
    while (counted < expected) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "%d messages are %s after %d s, %d were acknowledged"
                .formatted(counted, where, limit.toSeconds(), expected));
      }
      pause(poll);
      counted = count.getAsLong();
    }
  }

  private long everywhere() {
    return Stream.of(Service.values()).mapToLong(service -> applied(service, "")).sum();
  }

  /** A service that is held down counts nothing. */
  private long applied(Service service, String label) {
    if (system.process(service.fullName()) == null) {
      return 0;
    }
    URI metrics = URI.create(service.port().url(system.offset()) + "/q/metrics");
    try {
      String text =
          client
              .send(
                  HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(10)).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      Matcher line = APPLIED.matcher(text);
      return (long)
          line.results()
              .filter(match -> match.group(1).contains(label))
              .mapToDouble(match -> Double.parseDouble(match.group(2)))
              .sum();
    } catch (IOException e) {
      throw new IllegalStateException(metrics + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
