package io.threadline.routing.engine;

import io.threadline.contracts.routing.RoutingEvent;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.flywaydb.core.Flyway;

/**
 * A pool's writer without Kafka and HTTP around it, and without other instances: what a measurement
 * of the group commit needs of the service.
 */
public final class LonePool implements AutoCloseable {
  private static final String ADDRESS = "http://alone";

  /** As the service shards its outbox. */
  private static final int SHARDS = 4;

  private final PoolWriter writer;

  private LonePool(PoolWriter writer) {
    this.writer = writer;
  }

  /**
   * Brings the schema up, as the service does when it starts.
   *
   * @param owner connections of the schema's owner
   */
  public static void migrate(DataSource owner) {
    Flyway.configure()
        .dataSource(owner)
        .schemas("routing")
        .createSchemas(false)
        .locations("db/platform", "db/migration")
        .load()
        .migrate();
  }

  /**
   * Takes a pool over and sets it up.
   *
   * @param source connections as the service has them, to a migrated schema
   * @param events gets what each commit has told, on the thread that committed
   */
  public static LonePool open(
      DataSource source, PoolKey key, RoutingConfig config, Consumer<List<RoutingEvent>> events) {
    OutboxSignal signal = new OutboxSignal();
    JdbcTransactions transactions = new JdbcTransactions(source, signal);
    LeaseStore leases = new LeaseStore(transactions);
    leases.ensure(key, Map.of());
    Lease lease = leases.takeOver(key, Ids.next(), ADDRESS, config.lease()).orElseThrow();
    GroupCommit commits =
        new GroupCommit(
            transactions,
            transactions,
            new Outbox(signal, SHARDS),
            new Envelopes("routing", 0),
            Clock.systemUTC(),
            config.lease());
    PoolWriter writer = new PoolWriter(lease, leases, commits, config, new Alone(events));
    LonePool pool = new LonePool(writer);
    writer.start();
    PoolDefaults.inputs(config, lease.engine().settings(), writer.catalogue()).stream()
        .map(pool::submit)
        .forEach(CompletableFuture::join);
    return pool;
  }

  /** Asks for a command; the answer comes after its commit. */
  public CompletableFuture<Reply> submit(Input input) {
    return writer.submit(Ids.next(), input, null);
  }

  @Override
  public void close() {
    writer.close();
  }

  private record Alone(Consumer<List<RoutingEvent>> events) implements PoolWriter.Surroundings {
    @Override
    public void loaded(PoolWriter loaded, int generation, Map<Integer, Long> offsets) {}

    @Override
    public void committed(PoolWriter by, GroupCommit.Committed batch, Duration took) {
      events.accept(batch.events());
    }

    @Override
    public void poison(ConsumerRecord<String, byte[]> record, RuntimeException reason) {}

    @Override
    public void stopped(PoolWriter stopped) {}
  }
}
