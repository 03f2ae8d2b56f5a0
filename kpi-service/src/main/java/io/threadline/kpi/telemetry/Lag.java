package io.threadline.kpi.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.kpi.projection.Projection;
import io.threadline.platform.inbox.BatchHandler;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The projection, and how long the events of the last batch took to reach it. */
@Singleton
public final class Lag implements BatchHandler {
  private final Projection projection;
  private volatile double seconds;

  public Lag(Projection projection, MeterRegistry registry) {
    this.projection = projection;
    Gauge.builder("threadline.kpi.lag.seconds", this, lag -> lag.seconds)
        .description("Seconds from the oldest event of the last batch to its effect on the KPIs")
        .register(registry);
  }

  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    projection.apply(connection, tenant, events);
    Instant now = Instant.now();
    events.stream()
        .map(Envelope::time)
        .min(Instant::compareTo)
        .ifPresent(oldest -> seconds = Duration.between(oldest, now).toMillis() / 1_000.0);
  }
}
