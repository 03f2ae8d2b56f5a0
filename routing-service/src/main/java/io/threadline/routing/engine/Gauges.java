package io.threadline.routing.engine;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.routing.core.PoolFigures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks at the pools every few seconds, so that a scrape costs the writers nothing. */
@ApplicationScoped
public class Gauges {
  private static final Logger LOG = Logger.getLogger(Gauges.class);

  private final Pools pools;
  private final RoutingMetrics metrics;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("routing-gauges").daemon().factory());
  private @Nullable ScheduledFuture<?> looking;

  Gauges(Pools pools, RoutingMetrics metrics) {
    this.pools = pools;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    looking = scheduler.scheduleWithFixedDelay(this::look, 1, 3, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    if (looking != null) {
      looking.cancel(false);
    }
    scheduler.shutdown();
  }

  private void look() {
    List<PoolFigures> figures = new ArrayList<>();
    for (PoolWriter writer : pools.owned()) {
      try {
        figures.add(writer.ask(engine -> engine.figures(Instant.now())).join());
      } catch (CompletionException e) {
        LOG.debugf("pool %s did not tell its figures: %s", writer.key().pool(), e.getMessage());
      }
    }
    metrics.show(figures);
  }
}
