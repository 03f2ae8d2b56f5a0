package io.threadline.platform.telemetry;

import io.micrometer.core.instrument.MeterRegistry;

/** What consumers count. Labels are consumer and topic names: a fixed, small set. */
public final class ConsumerMetrics {
  private final MeterRegistry registry;

  public ConsumerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A batch was committed. */
  public void applied(String consumer, int applied, int duplicates) {
    registry.counter("threadline_events_applied", "consumer", consumer).increment(applied);
    registry.counter("threadline_events_duplicate", "consumer", consumer).increment(duplicates);
  }

  /** A record was put aside. */
  public void deadLettered(String topic) {
    registry.counter("threadline_dead_letters", "topic", topic).increment();
  }
}
