package io.threadline.kpi;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Topic;
import io.threadline.kpi.periodic.PeriodicJobs;
import io.threadline.kpi.projection.Rebuild;
import io.threadline.kpi.telemetry.KpiGauges;
import io.threadline.kpi.telemetry.Lag;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.inbox.Consumers;
import io.threadline.platform.inbox.Pace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Brings the aggregates in line with the declarations, then begins to consume, and to look from
 * time to time for periodic work.
 */
@ApplicationScoped
class Startup {
  private static final Logger LOG = Logger.getLogger(Startup.class);
  private static final String GROUP = "kpi";
  private static final Set<Topic> TOPICS =
      Set.of(Topic.CONVERSATION_EVENTS, Topic.ROUTING_EVENTS, Topic.MESSAGES_STATUS);
  private static final Duration JOBS_EVERY = Duration.ofSeconds(10);
  private static final Duration GAUGES_EVERY = Duration.ofSeconds(15);

  /** One thread: periodic work never runs twice at once in one instance. */
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("kpi-timer").daemon().factory());

  void start(
      @Observes StartupEvent event,
      Tenants tenants,
      JdbcTransactions transactions,
      Rebuild rebuild,
      Consumers consumers,
      Lag handler,
      PeriodicJobs jobs,
      KpiGauges gauges,
      KpiConfig config) {
    for (UUID tenant : tenants.all()) {
      boolean rebuilt =
          transactions.inTenant(tenant, connection -> rebuild.ifChanged(connection, tenant));
      if (rebuilt) {
        LOG.infof("the declarations have changed: built the aggregates of %s anew", tenant);
      }
    }
    for (int i = 0; i < config.consumers(); i++) {
      consumers.start(GROUP, TOPICS, Pace.PATIENT, handler);
    }
    every(JOBS_EVERY, "periodic jobs", jobs::run);
    every(GAUGES_EVERY, "gauges", gauges::refresh);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  private void every(Duration period, String what, Runnable work) {
    ScheduledFuture<?> repeated =
        timer.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                // Whatever it was, the next round tries again.
                LOG.errorf(e, "%s failed", what);
              }
            },
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
    LOG.debugf("%s every %s: %s", what, period, repeated);
  }
}
