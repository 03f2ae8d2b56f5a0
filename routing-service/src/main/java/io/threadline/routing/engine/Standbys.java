package io.threadline.routing.engine;

import io.threadline.platform.database.Transactions;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.PoolKey;
import io.threadline.routing.store.StandbyState;
import io.threadline.routing.store.StandbyState.Followed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The pools that other instances write, each kept warm here, so that a takeover loads nothing. It
 * is also a check of the engine that never stops: a state that differs from its writer's is
 * counted, reported and thrown away.
 */
final class Standbys implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Standbys.class);

  private final LeaseStore leases;
  private final Transactions transactions;
  private final UUID owner;
  private final RoutingMetrics metrics;
  private final Map<PoolKey, StandbyState> states = new ConcurrentHashMap<>();
  private final Set<PoolKey> taken = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("pool-standbys").daemon().factory());

  /**
   * @param owner this instance, as its leases name it
   */
  Standbys(LeaseStore leases, Transactions transactions, UUID owner, RoutingMetrics metrics) {
    this.leases = leases;
    this.transactions = transactions;
    this.owner = owner;
    this.metrics = metrics;
  }

  void start(Duration every) {
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    scheduler.shutdown();
  }

  /** The engine of a pool that is about to be taken over; null if none is warm. */
  @Nullable RoutingEngine take(PoolKey key) {
    taken.add(key);
    StandbyState state = states.remove(key);
    return state == null ? null : state.take();
  }

  /** The pool was not taken over after all, or is not written here any more. */
  void giveBack(PoolKey key, @Nullable RoutingEngine engine) {
    states.put(key, new StandbyState(key, transactions, engine));
    taken.remove(key);
  }

  private void look() {
    try {
      List<PoolKey> keys = leases.writtenElsewhere(owner);
      states.keySet().retainAll(keys);
      long behind = 0;
      for (PoolKey key : keys) {
        if (!taken.contains(key)) {
          behind = Math.max(behind, follow(key));
        }
      }
      metrics.standbysBehind(behind);
    } catch (RuntimeException e) {
      LOG.warnf("standbys cannot follow, trying again: %s", e.getMessage());
    }
  }

  /** Answers how many inputs are still to be followed; one pool's trouble is not the others'. */
  private long follow(PoolKey key) {
    StandbyState state =
        states.computeIfAbsent(key, absent -> new StandbyState(absent, transactions, null));
    try {
      return switch (state.follow()) {
        case Followed.Equal _ -> {
          metrics.standbyCompared(true);
          yield 0;
        }
        case Followed.Behind behind -> behind.inputs();
        case Followed.Diverged diverged -> {
          metrics.standbyCompared(false);
          LOG.errorf(
              "pool %s of tenant %s: after input %d the standby's state has hash %016x, the"
                  + " writer's %016x; see docs/runbooks/standby-diverged.md",
              key.pool(), key.tenant(), diverged.seq(), diverged.ownHash(), diverged.storedHash());
          yield 0;
        }
      };
    } catch (RuntimeException e) {
      LOG.warnf("pool %s cannot be followed: %s", key.pool(), e.getMessage());
      return 0;
    }
  }
}
