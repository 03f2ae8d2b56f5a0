package io.threadline.routing.engine;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Envelope;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.Outbox;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.store.Lease;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.PoolKey;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The pools that this instance writes; it takes over those that nobody does. */
@ApplicationScoped
public class Pools {
  private static final Logger LOG = Logger.getLogger(Pools.class);
  private static final int BEFORE_PLATFORM = 5_000;

  /** How soon a pool that was given up is noticed. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final UUID owner = Ids.next();
  private final Map<PoolKey, PoolWriter> owned = new ConcurrentHashMap<>();
  private final RoutingConfig config;
  private final LeaseStore leases;
  private final GroupCommit commits;
  private final Intake intake;
  private final RoutingMetrics metrics;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("pool-leases").daemon().factory());
  private final Standbys standbys;
  private final Snapshots snapshots;

  /** Pools that were handed over from here, and until when they are left to others. */
  private final Map<PoolKey, Long> leftToOthers = new ConcurrentHashMap<>();

  private @Nullable ScheduledFuture<?> looking;

  Pools(
      RoutingConfig config,
      JdbcTransactions transactions,
      Outbox outbox,
      Envelopes envelopes,
      Intake intake,
      RoutingMetrics metrics) {
    this.config = config;
    this.leases = new LeaseStore(transactions);
    this.commits =
        new GroupCommit(
            transactions, transactions, outbox, envelopes, Clock.systemUTC(), config.lease());
    this.intake = intake;
    this.metrics = metrics;
    this.snapshots = new Snapshots(transactions, config.snapshotEvery());
    this.standbys = new Standbys(leases, transactions, owner, metrics);
  }

  void start(@Observes StartupEvent event) {
    PoolKey first = PoolKey.ofTenant(Envelope.DEFAULT_TENANT);
    leases.ensure(first, Map.of());
    intake.start(leases.lowestOffsets(), leases::ensure);
    look();
    looking =
        scheduler.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    if (config.standby()) {
      standbys.start(LOOK);
    }
  }

  void stop(@Observes @Priority(BEFORE_PLATFORM) ShutdownEvent event) {
    if (looking != null) {
      looking.cancel(false);
    }
    scheduler.shutdown();
    standbys.close();
    snapshots.close();
    owned.values().forEach(PoolWriter::close);
    intake.close();
  }

  /** Where this instance is reached. */
  public String address() {
    return config.address();
  }

  /** The writer of the pool, if it is in this instance. */
  public Optional<PoolWriter> owned(PoolKey key) {
    return Optional.ofNullable(owned.get(key));
  }

  /** All pools that this instance writes. */
  public Collection<PoolWriter> owned() {
    return List.copyOf(owned.values());
  }

  /** Who writes the pool, by the database. */
  public Optional<LeaseStore.Holder> holder(PoolKey key) {
    return leases.holder(key);
  }

  /** Makes the pool known, so that some instance takes it over soon. */
  public void ensure(PoolKey key) {
    leases.ensure(key, intake.positions());
  }

  /**
   * Finishes what the pool's writer here has been asked for and leaves the pool to the other
   * instances; if none takes it while a lease lasts, this one takes it back.
   */
  public void handOver(PoolKey key) {
    PoolWriter writer = owned.get(key);
    if (writer != null) {
      leftToOthers.put(key, System.nanoTime() + config.lease().toNanos());
      writer.close();
    }
  }

  private void look() {
    try {
      leftToOthers.values().removeIf(until -> System.nanoTime() - until > 0);
      for (PoolKey key : leases.free(config.address(), owner)) {
        if (!owned.containsKey(key) && !leftToOthers.containsKey(key)) {
          takeOver(key);
        }
      }
    } catch (RuntimeException e) {
      LOG.warnf("looking for pools without a writer failed, trying again: %s", e.getMessage());
    }
  }

  /** A pool that cannot be loaded must not keep the others waiting. */
  private void takeOver(PoolKey key) {
    RoutingEngine warm = standbys.take(key);
    Optional<Lease> lease = Optional.empty();
    try {
      lease = leases.takeOver(key, owner, config.address(), config.lease(), warm);
    } catch (RuntimeException e) {
      LOG.errorf("pool %s cannot be taken over, trying again: %s", key.pool(), e.getMessage());
    }
    if (lease.isEmpty()) {
      standbys.giveBack(key, warm);
      return;
    }
    boolean wasWarm = lease.get().engine() == warm;
    if (warm != null) {
      metrics.standbyCompared(wasWarm);
    }
    metrics.takenOver(wasWarm);
    open(lease.get());
  }

  private void open(Lease lease) {
    PoolWriter writer = new PoolWriter(lease, leases, commits, config, new Around());
    LOG.infof(
        "pool %s of tenant %s taken over at input %d, epoch %d",
        lease.key().pool(), lease.key().tenant(), lease.engine().seq(), lease.epoch());
    for (Input input : PoolDefaults.inputs(config, lease.engine().settings(), writer.catalogue())) {
      CompletableFuture<@Nullable Void> done =
          writer
              .submit(Ids.next(), input, null)
              .handle((_, failure) -> logFailure(lease.key(), failure));
      LOG.debugf("set-up of pool %s is under way: %s", lease.key().pool(), done);
    }
    // Commands find the writer once its pool's settings are on their way before them.
    owned.put(lease.key(), writer);
    writer.start();
  }

  private static @Nullable Void logFailure(PoolKey key, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warnf("pool %s could not be set up: %s", key.pool(), failure.getMessage());
    }
    return null;
  }

  /** What the writers tell. */
  private final class Around implements PoolWriter.Surroundings {
    @Override
    public void loaded(PoolWriter writer, int generation, Map<Integer, Long> offsets) {
      intake.activate(writer, generation, offsets);
    }

    @Override
    public void committed(PoolWriter writer, GroupCommit.Committed batch, Duration took) {
      metrics.committed(batch, took);
      snapshots.committed(writer, batch.inputs());
    }

    @Override
    public void poison(ConsumerRecord<String, byte[]> record, RuntimeException reason) {
      intake.setAside(record, reason);
    }

    @Override
    public void stopped(PoolWriter writer) {
      owned.remove(writer.key(), writer);
      intake.deactivate(writer);
      snapshots.forget(writer.key());
      standbys.giveBack(writer.key(), null);
    }
  }
}
