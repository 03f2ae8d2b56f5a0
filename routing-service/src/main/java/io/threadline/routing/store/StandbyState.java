package io.threadline.routing.store;

import io.threadline.platform.database.Tenancy;
import io.threadline.platform.database.Transactions;
import io.threadline.routing.core.RoutingEngine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pool that another instance writes, kept up from its log. Whenever the log has been
 * followed to its end, the state's hash must be the one that the writer stored: the same inputs
 * have to give the same state in every JVM.
 */
public final class StandbyState {
  /** A standby that has fallen back follows in several transactions. */
  private static final int INPUTS_AT_ONCE = 5_000;

  private static final String PROGRESS =
      "SELECT " + Progress.COLUMNS + " FROM pool_lease WHERE tenant_id = ? AND pool = ?";

  private final PoolKey key;
  private final Transactions transactions;
  private @Nullable RoutingEngine engine;

  public StandbyState(PoolKey key, Transactions transactions, @Nullable RoutingEngine engine) {
    this.key = key;
    this.transactions = transactions;
    this.engine = engine;
  }

  /** How following went. */
  public sealed interface Followed {
    /** The writer's state and this one are equal. */
    record Equal(long seq) implements Followed {}

    /** More inputs are to be followed. */
    record Behind(long inputs) implements Followed {}

    /** The states differ; this one was thrown away and is loaded from the tables next time. */
    record Diverged(long seq, long ownHash, long storedHash) implements Followed {}
  }

  /** Follows the log. */
  public synchronized Followed follow() {
    return transactions.asSystem(connection -> {
      try (PreparedStatement isolate =
          connection.prepareStatement("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")) {
        isolate.execute();
      }
      Tenancy.enter(connection, key.tenant());
      try (PreparedStatement query = connection.prepareStatement(PROGRESS)) {
        query.setObject(1, key.tenant());
        query.setString(2, key.pool());
        try (ResultSet row = query.executeQuery()) {
          if (!row.next()) {
            throw new SQLException("pool '" + key.pool() + "' has no lease row", "02000");
          }
          return follow(connection, Progress.ofRows(row), Progress.from(row));
        }
      }
    });
  }

  private Followed follow(Connection connection, Progress rows, Progress stored)
      throws SQLException {
    RoutingEngine current = engine;
    if (current == null || current.seq() > stored.seq()) {
      current = StateRows.load(connection, key, rows);
      engine = current;
    }
    boolean fits = InputLog.catchUp(connection, key, current, stored.seq(), INPUTS_AT_ONCE);
    if (fits && current.seq() < stored.seq()) {
      return new Followed.Behind(stored.seq() - current.seq());
    }
    if (fits && current.stateHash() == stored.stateHash()) {
      return new Followed.Equal(stored.seq());
    }
    engine = null;
    return new Followed.Diverged(stored.seq(), current.stateHash(), stored.stateHash());
  }

  /** Hands the engine out, for a takeover; null if none is loaded. */
  public synchronized @Nullable RoutingEngine take() {
    RoutingEngine taken = engine;
    engine = null;
    return taken;
  }
}
