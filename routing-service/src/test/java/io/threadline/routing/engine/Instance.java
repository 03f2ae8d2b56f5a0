package io.threadline.routing.engine;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.store.Lease;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.PoolKey;
import io.threadline.routing.store.StandbyState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What of a routing instance writes one pool, without Kafka and HTTP: it follows as a standby,
 * takes the pool over when nobody has it, and its commits can be made to fail.
 */
final class Instance implements AutoCloseable {
  static final Duration LEASE = Duration.ofMillis(600);

  private final PoolKey key;
  private final UUID owner = Ids.next();
  private final String address;
  private final RoutingConfig config;
  private final FaultyTransactions commits;
  private final LeaseStore leases;
  private final GroupCommit group;
  private final StandbyState standby;
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private volatile @Nullable PoolWriter writer;
  final AtomicLong diverged = new AtomicLong();
  final AtomicLong warmTakeovers = new AtomicLong();

  Instance(PoolKey key, String name, DataSource source, JumpingClock clock) {
    this.key = key;
    this.address = "http://" + name;
    this.config = config(address);
    OutboxSignal signal = new OutboxSignal();
    JdbcTransactions transactions = new JdbcTransactions(source, signal);
    this.commits = new FaultyTransactions(transactions);
    this.leases = new LeaseStore(commits.deadWithIt());
    this.group =
        new GroupCommit(
            commits,
            commits.deadWithIt(),
            new Outbox(signal, 4),
            new Envelopes("routing", 0),
            clock,
            config.lease());
    this.standby = new StandbyState(key, transactions, null);
    var _ = scheduler.scheduleWithFixedDelay(this::look, 10, 30, TimeUnit.MILLISECONDS);
  }

  /** The defaults, with a short lease and offers that soon time out. */
  static RoutingConfig config(String address) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(RoutingConfig.class)
        .withDefaultValues(
            Map.of(
                "quarkus.http.port", "0",
                "threadline.routing.address", address,
                "threadline.routing.lease", LEASE.toString(),
                "threadline.routing.offer-expiry", "PT1S",
                "threadline.routing.cooldown", "PT0.2S",
                "threadline.routing.misses-to-away", "1000000",
                "threadline.routing.ramp-offers", "1000000"))
        .build()
        .getConfigMapping(RoutingConfig.class);
  }

  FaultyTransactions faults() {
    return commits;
  }

  boolean writes() {
    return writer != null;
  }

  /** The writer's answer to come; empty if this instance does not write the pool. */
  Optional<CompletableFuture<Reply>> submit(UUID id, Input input) {
    PoolWriter current = writer;
    return current == null ? Optional.empty() : Optional.of(current.submit(id, input, null));
  }

  /** Gives the pool up as a planned stop does. */
  void handOver() {
    PoolWriter current = writer;
    if (current != null) {
      current.close();
    }
  }

  private void look() {
    try {
      if (commits.isDead() || writer != null) {
        return;
      }
      if (standby.follow() instanceof StandbyState.Followed.Diverged) {
        diverged.incrementAndGet();
      }
      if (leases.free(address, owner).contains(key)) {
        takeOver();
      }
    } catch (RuntimeException | FaultyTransactions.Crash e) {
      // A cut connection or a row that is not there yet: the next look will do.
      System.getLogger("test").log(System.Logger.Level.DEBUG, "look failed", e);
    }
  }

  private void takeOver() {
    var warm = standby.take();
    Optional<Lease> lease = leases.takeOver(key, owner, address, config.lease(), warm);
    if (lease.isPresent()) {
      if (warm != null) {
        (lease.get().engine() == warm ? warmTakeovers : diverged).incrementAndGet();
      }
      PoolWriter taken = new PoolWriter(lease.get(), leases, group, config, new Alone());
      PoolDefaults.inputs(config, lease.get().engine().settings(), taken.catalogue())
          .forEach(input -> {
            var _ = taken.submit(Ids.next(), input, null);
          });
      writer = taken;
      taken.start();
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    handOver();
  }

  private final class Alone implements PoolWriter.Surroundings {
    @Override
    public void loaded(PoolWriter loaded, int generation, Map<Integer, Long> offsets) {}

    @Override
    public void committed(PoolWriter by, GroupCommit.Committed batch, Duration took) {}

    @Override
    public void poison(ConsumerRecord<String, byte[]> record, RuntimeException reason) {}

    @Override
    public void stopped(PoolWriter stopped) {
      writer = null;
    }
  }
}
