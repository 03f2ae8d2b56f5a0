package io.threadline.ingest.vault;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.threadline.contracts.Event;
import io.threadline.contracts.inbound.Keyword;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.platform.inbox.GiveWay;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Makes the vault give way to accepting: providers wait for their answer, nobody waits for the
 * vault, and what it has not copied yet is in Kafka. A wish for silence does not wait.
 */
@Singleton
public class Rush {
  private static final long WINDOW_NANOS = Duration.ofMillis(100).toNanos();
  private static final double NANOS = 1e9;

  private final LongAdder accepted = new LongAdder();
  private final int threshold;
  private final GiveWay giveWay;
  private long countedAt = System.nanoTime();
  private long counted;
  private boolean on;

  public Rush(VaultConfig config, MeterRegistry registry) {
    this.threshold = config.rush();
    this.giveWay = new GiveWay(() -> isOn(System.nanoTime()), config.patience());
    Gauge.builder(
            "threadline_vault_held_seconds", giveWay, way -> way.heldSeconds(System.nanoTime()))
        .description("How long messages have been waiting for the vault, which gives way")
        .register(registry);
  }

  /** An event is in Kafka. */
  public void accepted(Event event) {
    accepted.increment();
    if (event instanceof MessageReceived message && isWish(message)) {
      giveWay.hurry(System.nanoTime());
    }
  }

  /** What the vault's consumer asks. */
  GiveWay giveWay() {
    return giveWay;
  }

  /** A customer asks for silence, or for its end. */
  static boolean isWish(MessageReceived message) {
    return message.keyword() == Keyword.STOP || message.keyword() == Keyword.START;
  }

  private synchronized boolean isOn(long now) {
    long elapsed = now - countedAt;
    if (elapsed >= WINDOW_NANOS) {
      long sum = accepted.sum();
      on = (sum - counted) * NANOS / elapsed >= threshold;
      counted = sum;
      countedAt = now;
    }
    return on;
  }
}
