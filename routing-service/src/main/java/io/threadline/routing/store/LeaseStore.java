package io.threadline.routing.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.threadline.platform.database.Transactions;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Snapshot;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.Entity;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import io.threadline.routing.core.state.Ticket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
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
      WHERE tenant_id = ? AND pool = ?
        AND (expires_at < clock_timestamp() OR address = ?)
      RETURNING epoch, applied_seq, applied_at, state_hash, kafka_offsets
      """;

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
    return transactions.asSystem(connection -> {
      try (PreparedStatement query =
          connection.prepareStatement(
              """
              SELECT tenant_id, pool FROM pool_lease
              WHERE expires_at < clock_timestamp() OR (address = ? AND owner <> ?)
              ORDER BY tenant_id, pool LIMIT 1000
              """)) {
        query.setString(1, address);
        query.setObject(2, owner);
        List<PoolKey> keys = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            keys.add(new PoolKey(row.getObject(1, UUID.class), row.getString(2)));
          }
        }
        return keys;
      }
    });
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

  /**
   * Takes the pool over and loads its state; empty if another instance writes it.
   *
   * @throws IllegalStateException if the stored state is not the one whose hash was stored with it
   */
  public Optional<Lease> takeOver(PoolKey key, UUID owner, String address, Duration duration) {
    return transactions.inTenant(
        key.tenant(),
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(TAKE_OVER)) {
            update.setObject(1, owner);
            update.setString(2, address);
            update.setDouble(3, seconds(duration));
            update.setObject(4, key.tenant());
            update.setString(5, key.pool());
            update.setString(6, address);
            try (ResultSet row = update.executeQuery()) {
              return row.next() ? Optional.of(load(connection, key, row)) : Optional.empty();
            }
          }
        });
  }

  /** The state as it was committed last, for a writer whose memory is no longer to be trusted. */
  public Optional<Lease> reload(PoolKey key, long epoch) {
    return transactions.inTenant(
        key.tenant(),
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  """
                  SELECT epoch, applied_seq, applied_at, state_hash, kafka_offsets
                  FROM pool_lease WHERE tenant_id = ? AND pool = ? AND epoch = ? FOR UPDATE
                  """)) {
            query.setObject(1, key.tenant());
            query.setString(2, key.pool());
            query.setLong(3, epoch);
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? Optional.of(load(connection, key, row)) : Optional.empty();
            }
          }
        });
  }

  private static Lease load(Connection connection, PoolKey key, ResultSet row) throws SQLException {
    List<Entity> entities = new ArrayList<>();
    read(connection, key, "definition WHERE kind = 'settings' AND", PoolSettings.class, entities);
    read(connection, key, "definition WHERE kind = 'skill' AND", SkillDefinition.class, entities);
    read(connection, key, "definition WHERE kind = 'queue' AND", QueueDefinition.class, entities);
    read(connection, key, "agent WHERE", Agent.class, entities);
    read(connection, key, "ticket WHERE", Ticket.class, entities);
    read(connection, key, "offer WHERE", Offer.class, entities);
    Snapshot snapshot =
        new Snapshot(
            row.getLong("applied_seq"),
            row.getObject("applied_at", OffsetDateTime.class).toInstant(),
            row.getLong("state_hash"),
            entities);
    return new Lease(
        key,
        row.getLong("epoch"),
        RoutingEngine.restore(key.pool(), snapshot),
        CoreJson.read(row.getString("kafka_offsets"), OFFSETS));
  }

  private static void read(
      Connection connection,
      PoolKey key,
      String from,
      Class<? extends Entity> type,
      List<Entity> into)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT body FROM " + from + " tenant_id = ? AND pool = ?")) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setFetchSize(5_000);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          into.add(CoreJson.read(row.getString(1), type));
        }
      }
    }
  }

  /** Keeps the lease while there is nothing to commit; false if it was lost. */
  public boolean renew(PoolKey key, long epoch, Duration duration, Map<Integer, Long> offsets) {
    return transactions.inTenant(
        key.tenant(),
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(RENEW)) {
            update.setDouble(1, seconds(duration));
            update.setString(2, CoreJson.write(offsets));
            update.setObject(3, key.tenant());
            update.setString(4, key.pool());
            update.setLong(5, epoch);
            return update.executeUpdate() == 1;
          }
        });
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
