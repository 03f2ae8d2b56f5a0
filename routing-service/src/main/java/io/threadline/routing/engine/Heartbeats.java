package io.threadline.routing.engine;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.platform.id.Ids;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.store.PoolKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * When agents were last heard of, kept by the instance that writes their pool. Only what changes
 * something becomes an input: the first sign of life, a silence, a return. A new writer gives
 * everybody the full time.
 */
@ApplicationScoped
public class Heartbeats {
  private static final Logger LOG = Logger.getLogger(Heartbeats.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Map<PoolKey, Map<String, Long>> heardAt = new ConcurrentHashMap<>();
  private final Pools pools;
  private final long timeoutNanos;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("routing-heartbeats").daemon().factory());
  private @Nullable ScheduledFuture<?> looking;

  Heartbeats(Pools pools, RoutingConfig config) {
    this.pools = pools;
    this.timeoutNanos = config.heartbeatTimeout().toNanos();
  }

  void start(@Observes StartupEvent event) {
    looking =
        scheduler.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    if (looking != null) {
      looking.cancel(false);
    }
    scheduler.shutdown();
  }

  /** A sign of life; the answer is there when it has had its effect. */
  public CompletableFuture<Reply> heard(PoolWriter writer, String login) {
    heardIn(writer.key()).put(login, System.nanoTime());
    return writer
        .ask(engine -> engine.awaitsHeartbeat(login))
        .thenCompose(awaited ->
            awaited
                ? writer.submit(Ids.next(), new Input.Heartbeat(login), null)
                : CompletableFuture.completedFuture(new Reply.Done()));
  }

  private Map<String, Long> heardIn(PoolKey key) {
    return heardAt.computeIfAbsent(key, _ -> new ConcurrentHashMap<>());
  }

  private void look() {
    heardAt.keySet().removeIf(key -> pools.owned(key).isEmpty());
    for (PoolWriter writer : pools.owned()) {
      try {
        SortedSet<String> watched = writer.ask(engine -> engine.watchedAgents()).join();
        heardIn(writer.key()).keySet().retainAll(watched);
        watched.forEach(login -> listen(writer, login));
      } catch (CompletionException e) {
        LOG.debugf("pool %s did not tell its agents: %s", writer.key().pool(), e.getMessage());
      } catch (RuntimeException e) {
        LOG.warnf("pool %s: heartbeats not looked at: %s", writer.key().pool(), e.getMessage());
      }
    }
  }

  private void listen(PoolWriter writer, String login) {
    long now = System.nanoTime();
    Long last = heardIn(writer.key()).putIfAbsent(login, now);
    if (last != null && now - last > timeoutNanos) {
      CompletableFuture<Reply> done =
          writer.submit(Ids.next(), new Input.ConnectionLost(login), null);
      LOG.infof("agent '%s' fell silent: %s", login, done.isDone() ? "told" : "telling");
    }
  }
}
