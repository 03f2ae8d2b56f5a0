package io.threadline.ingest.accept;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the accept path counts. Channels are the accounts' kinds, outcomes the words used here. */
@ApplicationScoped
public class AcceptMetrics {
  private static final int MAX_SERIES = 200;

  private record Series(String channel, String outcome) {}

  private final MeterRegistry registry;
  private final Timer duration;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

  public AcceptMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.duration =
        Timer.builder("threadline_inbound_accept_duration")
            .description("From the whole request to its answer")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(25),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofMillis(2500))
            .register(registry);
  }

  /**
   * One request ended.
   *
   * @param channel of the account; {@code none} if no account was found
   */
  public void ended(String channel, String outcome, long startNanos) {
    duration.record(Duration.ofNanos(System.nanoTime() - startNanos));
    Series series = new Series(channel, outcome);
    Counter counter = counters.get(series);
    if (counter == null && counters.size() < MAX_SERIES) {
      counter =
          Counter.builder("threadline_inbound_messages")
              .description("Requests of providers by outcome")
              .tag("channel", channel)
              .tag("outcome", outcome)
              .register(registry);
      counters.put(series, counter);
    }
    if (counter != null) {
      counter.increment();
    }
  }
}
