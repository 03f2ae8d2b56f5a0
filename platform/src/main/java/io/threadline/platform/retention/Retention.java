package io.threadline.platform.retention;

import io.threadline.contracts.Topic;
import io.threadline.platform.database.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Forgets de-duplication keys and first answers that nobody can repeat any more, in small
 * transactions. Ages are by PostgreSQL's clock.
 */
public final class Retention implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Retention.class);

  /** Twice as long as Kafka keeps records: a repeat can come no later than the record lives. */
  static final Duration CONSUMED_EVENTS = Topic.RETENTION.multipliedBy(2);

  /** How long a client may repeat a create. */
  static final Duration IDEMPOTENCY_KEYS = Duration.ofDays(7);

  private static final int BATCH = 5_000;

  private final Transactions transactions;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("retention").daemon().factory());
  private @Nullable ScheduledFuture<?> running;

  public Retention(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Starts forgetting once an hour. */
  public void start() {
    running = scheduler.scheduleWithFixedDelay(this::run, 60, 60, TimeUnit.MINUTES);
  }

  @Override
  public void close() {
    if (running != null) {
      running.cancel(false);
    }
    scheduler.shutdown();
  }

  private void run() {
    try {
      forget();
    } catch (RuntimeException e) {
      LOG.warnf("retention will try again in an hour: %s", e.getMessage());
    }
  }

  /** Forgets what is too old now; answers how many rows went. */
  int forget() {
    return purge("consumed_event", "consumed_at", CONSUMED_EVENTS)
        + purge("idempotency_key", "created_at", IDEMPOTENCY_KEYS);
  }

  private int purge(String table, String column, Duration age) {
    String sql =
        """
        DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM %1$s WHERE %2$s < now() - make_interval(secs => ?) LIMIT %3$d))
        """
            .formatted(table, column, BATCH);
    int total = 0;
    int deleted;
    do {
      deleted = transactions.asSystem(connection -> delete(connection, sql, age));
      total += deleted;
    } while (deleted == BATCH);
    return total;
  }

  private static int delete(Connection connection, String sql, Duration age) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setDouble(1, age.toSeconds());
      return statement.executeUpdate();
    }
  }
}
