package io.threadline.platform.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the outbox of a service: each shard in order, a row deleted only after the broker has
 * acknowledged it.
 *
 * <p>A shard belongs to the instance that holds its advisory lock; the lock is a session's, so it
 * goes with the connection when the instance dies. Rows are read from the lowest position and taken
 * by deletion, never by a cursor: a cursor would skip a row whose transaction began earlier and
 * committed later. Until the acknowledged rows are deleted nothing behind them is sent, so a crash
 * repeats at most one batch, in order, and the first copies that a consumer sees are in order
 * whoever sent them.
 *
 * <p>The producer must be idempotent and must not give up ({@code delivery.timeout.ms} without
 * bound): a send that failed in the middle of a batch would let a later row overtake it.
 */
public final class OutboxRelay implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

  private static final String READ =
      """
      SELECT mine.shard, %s FROM unnest(?) AS mine (shard), LATERAL (
        SELECT o.*, sum(greatest(packed, 1)) OVER (ORDER BY o.position) AS events
        FROM outbox o WHERE o.shard = mine.shard ORDER BY o.position LIMIT ?) AS first
      WHERE events - greatest(packed, 1) < ?
      ORDER BY mine.shard, position
      """
          .formatted(OutboxRow.COLUMNS);
  private static final String DELETE =
      """
      DELETE FROM outbox o USING unnest(?, ?) AS sent (shard, position)
      WHERE o.shard = sent.shard AND o.position = sent.position
      """;
  private static final String LOCK =
      "SELECT pg_try_advisory_lock(hashtext(current_schema() || '.outbox'), ?)";

  private final DataSource dataSource;
  private final Producer<String, byte[]> producer;
  private final OutboxSignal signal;
  private final int shards;
  private final int batch;
  private final Duration idle;
  private final Duration lease;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean holding;
  private final AtomicReferenceArray<@Nullable Instant> oldest;

  /**
   * @param shards how many shards the outbox has
   * @param batch events read, sent and deleted at once, over all shards; a packed row whole
   * @param idle how long to wait for a wake-up before looking anyway: rows of another instance
   *     whose relay died wake nobody here
   * @param lease after how long without a word to the database this instance loses its shards;
   *     longer than {@code idle}
   */
  public OutboxRelay(
      DataSource dataSource,
      Producer<String, byte[]> producer,
      OutboxSignal signal,
      int shards,
      int batch,
      Duration idle,
      Duration lease) {
    this.dataSource = dataSource;
    this.producer = producer;
    this.signal = signal;
    this.shards = shards;
    this.batch = batch;
    this.idle = idle;
    this.lease = lease;
    this.oldest = new AtomicReferenceArray<>(shards);
    this.thread = Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::run);
  }

  /** Starts publishing; returns at once. */
  public void start() {
    thread.start();
  }

  /** True if this instance publishes at least one shard. */
  public boolean holdsShards() {
    return holding;
  }

  /**
   * How long the oldest event of this instance's shards has been waiting: near zero while the
   * broker takes events, growing while it does not.
   */
  public Duration oldestAge(Instant now) {
    Duration age = Duration.ZERO;
    for (int shard = 0; shard < shards; shard++) {
      Instant since = oldest.get(shard);
      if (since != null && Duration.between(since, now).compareTo(age) > 0) {
        age = Duration.between(since, now);
      }
    }
    return age;
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration backOff = Duration.ofMillis(100);
    while (running) {
      try (Connection connection = dataSource.getConnection()) {
        backOff = Duration.ofMillis(100);
        relay(connection);
      } catch (InterruptedException e) {
        return;
      } catch (SQLException | ExecutionException | RuntimeException e) {
        if (running) {
          LOG.warnf("outbox relay lost its connection, trying again: %s", e.getMessage());
          pause(backOff);
          backOff = min(backOff.multipliedBy(2), Duration.ofSeconds(5));
        }
      } finally {
        holding = false;
      }
    }
  }

  /** Publishes over one connection, which holds the locks, until it breaks or the relay stops. */
  private void relay(Connection connection)
      throws SQLException, InterruptedException, ExecutionException {
    connection.setAutoCommit(true);
    // A deletion that a crash takes back is a repeat, which consumers know: it need not wait for
    // disk.
    execute(connection, "SET synchronous_commit = off");
    // A frozen or unreachable instance must not keep its shards: its session, and with it the
    // locks, ends when it has asked nothing for a while.
    execute(connection, "SET idle_session_timeout = " + lease.toMillis());
    SortedSet<Integer> mine = new TreeSet<>();
    try {
      while (running) {
        lockFree(connection, mine);
        boolean more = !mine.isEmpty() && publish(connection, mine);
        if (!more) {
          boolean woken = signal.await(idle.toMillis());
          if (!woken && !connection.isValid(1)) {
            throw new SQLException("the relay's connection is gone", "08003");
          }
        }
      }
    } finally {
      unlock(connection);
    }
  }

  private void lockFree(Connection connection, SortedSet<Integer> mine) throws SQLException {
    for (int shard = 0; shard < shards && mine.size() < shards; shard++) {
      if (!mine.contains(shard) && lock(connection, shard)) {
        mine.add(shard);
        holding = true;
      }
    }
  }

  /**
   * Publishes the head of every shard that is ours: one read, one wait for the broker, one
   * deletion, however many shards have something. Answers whether a shard may have more.
   */
  private boolean publish(Connection connection, SortedSet<Integer> mine)
      throws SQLException, InterruptedException, ExecutionException {
    int limit = Math.ceilDiv(batch, mine.size());
    List<OutboxRow> rows = read(connection, mine, limit);
    for (int shard : mine) {
      oldest.set(shard, null);
    }
    int[] count = new int[shards];
    for (OutboxRow row : rows) {
      if (count[row.shard()] == 0) {
        oldest.set(row.shard(), row.time());
      }
      count[row.shard()] += Math.max(1, row.packed());
    }
    if (rows.isEmpty()) {
      return false;
    }
    List<Future<RecordMetadata>> sends = new ArrayList<>(rows.size());
    for (OutboxRow row : rows) {
      for (OutboxRow event : row.events()) {
        sends.add(producer.send(event.toRecord()));
      }
    }
    producer.flush();
    for (Future<RecordMetadata> send : sends) {
      send.get();
    }
    delete(connection, rows);
    return Arrays.stream(count).anyMatch(published -> published >= limit);
  }

  private static List<OutboxRow> read(Connection connection, SortedSet<Integer> mine, int limit)
      throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      read.setArray(1, connection.createArrayOf("smallint", mine.toArray()));
      read.setInt(2, limit);
      read.setInt(3, limit);
      List<OutboxRow> rows = new ArrayList<>();
      try (ResultSet result = read.executeQuery()) {
        while (result.next()) {
          rows.add(OutboxRow.from(result));
        }
      }
      return rows;
    }
  }

  private static void delete(Connection connection, List<OutboxRow> rows) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      delete.setArray(
          1, connection.createArrayOf("smallint", rows.stream().map(OutboxRow::shard).toArray()));
      delete.setArray(
          2, connection.createArrayOf("bigint", rows.stream().map(OutboxRow::position).toArray()));
      int deleted = delete.executeUpdate();
      if (deleted != rows.size()) {
        throw new IllegalStateException(
            "%d of %d published rows deleted: another relay works on the shards"
                .formatted(deleted, rows.size()));
      }
    }
  }

  private static boolean lock(Connection connection, int shard) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setInt(1, shard);
      try (ResultSet result = lock.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  /**
   * Locks and settings outlive the loan of a pooled connection: gives them back, or ends the
   * session so that nobody else commits with them.
   */
  private static void unlock(Connection connection) {
    try {
      execute(connection, "SELECT pg_advisory_unlock_all()");
      execute(connection, "RESET synchronous_commit");
      execute(connection, "RESET idle_session_timeout");
    } catch (SQLException e) {
      LOG.debugf("the locks go with the connection: %s", e.getMessage());
      abort(connection);
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debugf("the connection is gone already: %s", e.getMessage());
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private void pause(Duration duration) {
    try {
      boolean woken = signal.await(duration.toMillis());
      LOG.tracef("retrying, woken: %s", woken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
