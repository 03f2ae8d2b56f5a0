package io.threadline.routing.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.threadline.platform.database.Transactions;
import io.threadline.routing.core.RoutingEngine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Leases: who may write a pool. The database's clock says when one has run out, which only decides
 * how soon another instance helps; the epoch keeps the old writer out whatever the clocks say.
 */
public final class LeaseStore {
  private static final TypeReference<Map<Integer, Long>> OFFSETS = new TypeReference<>() {};

  private static final String ENSURE =
      """
      INSERT INTO pool_lease (tenant_id, pool, kafka_offsets) VALUES (?, ?, ?::jsonb)
      ON CONFLICT DO NOTHING
      """;

  private static final String TAKE_OVER =
      """
      UPDATE pool_lease
      SET owner = ?, address = ?, epoch = epoch + 1,
          expires_at = clock_timestamp() + make_interval(secs => ?)
      WHERE (tenant_id, pool) IN (
        SELECT tenant_id, pool FROM pool_lease
        WHERE tenant_id = ? AND pool = ? AND (expires_at < clock_timestamp() OR address = ?)
        FOR UPDATE SKIP LOCKED)
      RETURNING epoch, kafka_offsets,\
      """
          + Progress.COLUMNS;

  private static final String RELEASE =
      """
      UPDATE pool_lease SET expires_at = clock_timestamp()
      WHERE tenant_id = ? AND pool = ? AND epoch = ?
      """;

  private static final String RENEW =
      """
      UPDATE pool_lease
      SET expires_at = clock_timestamp() + make_interval(secs => ?), kafka_offsets = ?::jsonb
      WHERE tenant_id = ? AND pool = ? AND epoch = ?
      """;

  private static final int MAX_POOLS = 1_000;

  private final Transactions transactions;

  public LeaseStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /** What is stored of a pool's writer. */
  public record Holder(@Nullable String address, long epoch, long appliedSeq, boolean alive) {}

  /**
   * Makes the pool's row, if it is not there yet.
   *
   * @param offsets where its requests can begin at the earliest; empty for the topic's beginning
   */
  public void ensure(PoolKey key, Map<Integer, Long> offsets) {
    transactions.inTenant(
        key.tenant(),
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(ENSURE)) {
            insert.setObject(1, key.tenant());
            insert.setString(2, key.pool());
            insert.setString(3, CoreJson.write(offsets));
            return insert.executeUpdate();
          }
        });
  }

  /** The pools that nobody writes, or that an earlier process at this address wrote. */
  public List<PoolKey> free(String address, UUID owner) {
    return transactions.asSystem(connection ->
        keys(
            connection,
            "expires_at < clock_timestamp() OR (address = ? AND owner <> ?)",
            query -> {
              query.setString(1, address);
              query.setObject(2, owner);
            }));
  }

  /** Sets the parameters of a query. */
  @FunctionalInterface
  private interface Parameters {
    void set(PreparedStatement query) throws SQLException;
  }

  private static List<PoolKey> keys(Connection connection, String which, Parameters parameters)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT tenant_id, pool FROM pool_lease WHERE "
                + which
                + " ORDER BY tenant_id, pool LIMIT "
                + MAX_POOLS)) {
      parameters.set(query);
      List<PoolKey> keys = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          keys.add(new PoolKey(row.getObject(1, UUID.class), row.getString(2)));
        }
      }
      return keys;
    }
  }

  /** The lowest offsets at which some pool goes on, by partition; empty when there is no pool. */
  public Map<Integer, Long> lowestOffsets() {
    return transactions.asSystem(connection -> {
      Map<Integer, Long> lowest = new HashMap<>();
      try (PreparedStatement query =
              connection.prepareStatement("SELECT kafka_offsets FROM pool_lease");
          ResultSet row = query.executeQuery()) {
        while (row.next()) {
          CoreJson.read(row.getString(1), OFFSETS)
              .forEach((partition, next) -> lowest.merge(partition, next, Math::min));
        }
      }
      return lowest;
    });
  }

  /** The pools whose writer, of now or the last one, is not this one. */
  public List<PoolKey> writtenElsewhere(UUID owner) {
    return transactions.asSystem(
        connection -> keys(connection, "owner <> ?", query -> query.setObject(1, owner)));
  }

  /**
   * Takes the pool over and loads its state; empty if another instance writes it, or is just taking
   * it over.
   *
   * @throws IllegalStateException if the stored state is not the one whose hash was stored with it
   */
  public Optional<Lease> takeOver(PoolKey key, UUID owner, String address, Duration duration) {
    return takeOver(key, owner, address, duration, null);
  }

  /**
   * Takes the pool over.
   *
   * @param warm a state from the log, which saves loading: it is the lease's engine if it is equal
   *     to what is stored
   */
  public Optional<Lease> takeOver(
      PoolKey key, UUID owner, String address, Duration duration, @Nullable RoutingEngine warm) {
    return transactions.inTenant(
        key.tenant(),
        connection -> {
          Optional<Lease> taken = Optional.empty();
          try (PreparedStatement update = connection.prepareStatement(TAKE_OVER)) {
            update.setObject(1, owner);
            update.setString(2, address);
            update.setDouble(3, seconds(duration));
            update.setObject(4, key.tenant());
            update.setString(5, key.pool());
            update.setString(6, address);
            try (ResultSet row = update.executeQuery()) {
              if (row.next()) {
                taken = Optional.of(lease(connection, key, row, warm));
              }
            }
          }
          if (taken.isPresent()) {
            // Loading may have taken longer than the lease lasts.
            renew(connection, key, taken.get().epoch(), duration, taken.get().offsets());
          }
          return taken;
        });
  }

  /** The state as it was committed last, for a writer whose memory is no longer to be trusted. */
  public Optional<Lease> reload(PoolKey key, long epoch) {
    return transactions.inTenant(
        key.tenant(),
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT epoch, kafka_offsets, "
                      + Progress.COLUMNS
                      + " FROM pool_lease WHERE tenant_id = ? AND pool = ? AND epoch = ?"
                      + " FOR UPDATE")) {
            query.setObject(1, key.tenant());
            query.setString(2, key.pool());
            query.setLong(3, epoch);
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? Optional.of(lease(connection, key, row, null)) : Optional.empty();
            }
          }
        });
  }

  private static Lease lease(
      Connection connection, PoolKey key, ResultSet row, @Nullable RoutingEngine warm)
      throws SQLException {
    long epoch = row.getLong("epoch");
    Map<Integer, Long> offsets = CoreJson.read(row.getString("kafka_offsets"), OFFSETS);
    Progress stored = Progress.from(row);
    StateRows.bringUp(connection, key, Progress.ofRows(row), stored);
    return new Lease(key, epoch, engine(connection, key, stored, warm), offsets);
  }

  /** The warm engine brought to the end of the log; if it is not what was stored, what is. */
  private static RoutingEngine engine(
      Connection connection, PoolKey key, Progress stored, @Nullable RoutingEngine warm)
      throws SQLException {
    if (warm != null
        && warm.seq() <= stored.seq()
        && InputLog.catchUp(connection, key, warm, stored.seq(), Integer.MAX_VALUE)
        && warm.stateHash() == stored.stateHash()) {
      return warm;
    }
    return StateRows.load(connection, key, stored);
  }

  /** Keeps the lease while there is nothing to commit; false if it was lost. */
  public boolean renew(PoolKey key, long epoch, Duration duration, Map<Integer, Long> offsets) {
    return transactions.inTenant(
        key.tenant(), connection -> renew(connection, key, epoch, duration, offsets));
  }

  private static boolean renew(
      Connection connection, PoolKey key, long epoch, Duration duration, Map<Integer, Long> offsets)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(RENEW)) {
      update.setDouble(1, seconds(duration));
      update.setString(2, CoreJson.write(offsets));
      update.setObject(3, key.tenant());
      update.setString(4, key.pool());
      update.setLong(5, epoch);
      return update.executeUpdate() == 1;
    }
  }

  /** Gives the lease up, so that another instance need not wait for its end. */
  public void release(PoolKey key, long epoch) {
    transactions.inTenant(
        key.tenant(),
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(RELEASE)) {
            update.setObject(1, key.tenant());
            update.setString(2, key.pool());
            update.setLong(3, epoch);
            return update.executeUpdate();
          }
        });
  }

  /** Who writes the pool now; empty for a pool that nobody has asked for yet. */
  public Optional<Holder> holder(PoolKey key) {
    return transactions.inTenant(
        key.tenant(),
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  """
                  SELECT address, epoch, applied_seq, expires_at > clock_timestamp()
                  FROM pool_lease WHERE tenant_id = ? AND pool = ?
                  """)) {
            query.setObject(1, key.tenant());
            query.setString(2, key.pool());
            try (ResultSet row = query.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Holder(
                          row.getString(1), row.getLong(2), row.getLong(3), row.getBoolean(4)))
                  : Optional.empty();
            }
          }
        });
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
