package io.threadline.platform.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.platform.inbox.Consumers;
import io.threadline.platform.outbox.OutboxRelay;
import io.threadline.platform.retention.Retention;
import io.threadline.platform.topic.Topics;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.admin.Admin;

/**
 * Starts the machinery before a service's own start-up code and stops it after it: topics first,
 * then the relay; on the way down consumers before the relay, so that what they wrote still leaves.
 */
@ApplicationScoped
public class Lifecycle {
  private static final int FIRST = 100;
  private static final int LAST = 9_000;

  /**
   * How long a start waits for the broker. A service starts without it, too: it may accept and
   * spool, and the topics follow once the broker answers.
   */
  private static final Duration BROKER_PATIENCE = Duration.ofSeconds(15);

  @Inject KafkaClients clients;
  @Inject OutboxRelay relay;
  @Inject Retention retention;
  @Inject ThreadlineConfig config;
  @Inject MeterRegistry registry;
  @Inject Consumers consumers;

  void start(@Observes @Priority(FIRST) StartupEvent event) throws InterruptedException {
    Thread.ofVirtual().name("topics").start(this::ensureTopics).join(BROKER_PATIENCE);
    relay.start();
    retention.start();
    Gauge.builder(
            "threadline_outbox_oldest_age_seconds",
            relay,
            r -> r.oldestAge(Instant.now()).toMillis() / 1_000.0)
        .description("How long the oldest unpublished event has been waiting")
        .tag("service", config.service())
        .register(registry);
  }

  private void ensureTopics() {
    try (Admin admin = clients.admin()) {
      Topics.createMissing(admin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void stop(@Observes @Priority(LAST) ShutdownEvent event) {
    consumers.close();
    relay.close();
    retention.close();
  }
}
