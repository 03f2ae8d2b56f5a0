package io.threadline.routing.store;

import io.threadline.platform.database.Tenancy;
import io.threadline.platform.database.Transactions;
import io.threadline.routing.core.RoutingEngine;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
      return follow(connection, LeaseStore.progress(connection, key));
    });
  }

  private Followed follow(Connection connection, Progress stored) throws SQLException {
    RoutingEngine current = engine;
    if (current == null || current.seq() > stored.seq()) {
      engine = StateRows.load(connection, key, stored);
      return new Followed.Equal(stored.seq());
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
