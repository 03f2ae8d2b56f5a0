package io.threadline.routing.store;

import io.threadline.routing.core.RoutingEngine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** The log of a pool's inputs: an engine that is given them in order comes to the same state. */
public final class InputLog {
  private static final Logger LOG = Logger.getLogger(InputLog.class);
  private static final int ROWS_PER_FETCH = 20;

  private static final String AFTER =
      """
      SELECT log FROM routing_batch
      WHERE tenant_id = ? AND pool = ? AND last_seq > ? AND last_seq <= ? ORDER BY last_seq
      """;

  private InputLog() {}

  /**
   * Gives an engine the inputs that follow its last one.
   *
   * @param upTo the last to give
   * @param limit after how many it is enough for now
   * @return false if the engine does not take them, as one of other rules may not: it is of no use
   *     any more
   */
  public static boolean catchUp(
      Connection connection, PoolKey key, RoutingEngine engine, long upTo, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(AFTER)) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setLong(3, engine.seq());
      query.setLong(4, upTo);
      query.setFetchSize(ROWS_PER_FETCH);
      long enough = limit == Integer.MAX_VALUE ? upTo : engine.seq() + limit;
      try (ResultSet row = query.executeQuery()) {
        while (engine.seq() < enough && row.next()) {
          apply(engine, LogBatch.of(row.getBytes(1)));
        }
      }
    } catch (RuntimeException e) {
      LOG.warnf(e, "pool %s: the log does not fit the state", key.pool());
      return false;
    }
    // The rows are the writer's to keep: here only the engine's memory counts.
    var _ = engine.drainChanges();
    return true;
  }

  private static void apply(RoutingEngine engine, LogBatch batch) {
    for (LogBatch.Entry entry : batch.inputs()) {
      if (entry.stamp().seq() > engine.seq()) {
        var _ = engine.apply(entry.stamp(), entry.input());
      }
    }
  }
}
