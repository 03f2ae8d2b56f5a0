package io.threadline.routing.store;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Stamp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jboss.logging.Logger;

/** The log of a pool's inputs: an engine that is given them in order comes to the same state. */
public final class InputLog {
  private static final Logger LOG = Logger.getLogger(InputLog.class);
  private static final int ROWS_PER_FETCH = 1_000;

  private static final String AFTER =
      """
      SELECT seq, epoch, at, input FROM routing_input
      WHERE tenant_id = ? AND pool = ? AND seq > ? AND seq <= ?
      ORDER BY seq LIMIT ?
      """;

  private InputLog() {}

  /**
   * Gives an engine the inputs that follow its last one.
   *
   * @param upTo the last to give
   * @param limit how many at most
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
      query.setInt(5, limit);
      query.setFetchSize(ROWS_PER_FETCH);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Stamp stamp =
              new Stamp(
                  row.getLong(1),
                  row.getLong(2),
                  row.getObject(3, OffsetDateTime.class).toInstant());
          var _ = engine.apply(stamp, CoreJson.read(row.getString(4), Input.class));
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
}
