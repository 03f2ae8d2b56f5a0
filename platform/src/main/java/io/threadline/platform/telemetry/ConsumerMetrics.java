package io.threadline.platform.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What consumers count. Labels are consumer and topic names: a fixed, small set. */
public final class ConsumerMetrics {
  private final MeterRegistry registry;

  public ConsumerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A batch was committed. */
  public void applied(String consumer, int applied, int duplicates) {
    Counter.builder("threadline_events_applied")
        .description("Events that had their effect")
        .tag("consumer", consumer)
        .register(registry)
        .increment(applied);
    Counter.builder("threadline_events_duplicate")
        .description("Events that had had their effect already")
        .tag("consumer", consumer)
        .register(registry)
        .increment(duplicates);
  }

  /** A record was put aside. */
  public void deadLettered(String topic) {
    Counter.builder("threadline_dead_letters")
        .description("Records that were put aside because they cannot be applied")
        .tag("topic", topic)
        .register(registry)
        .increment();
  }
}
