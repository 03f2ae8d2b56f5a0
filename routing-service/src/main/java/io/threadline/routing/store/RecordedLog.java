package io.threadline.routing.store;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Stamp;
import io.threadline.routing.simulate.replay.Logged;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Reads the log of a pool as a list, for whoever asks what would have been. */
public final class RecordedLog {
  private static final int FETCH = 5_000;

  private static final String AFTER =
      """
      SELECT seq, epoch, at, input FROM routing_input
      WHERE tenant_id = ? AND pool = ? AND seq > ? AND seq <= ? ORDER BY seq
      """;

  private RecordedLog() {}

  /** Tells of an input; false to hear no more. */
  @FunctionalInterface
  public interface Reader {
    boolean read(Logged logged);
  }

  /** Reads the inputs after one, up to another, in order. */
  public static void each(Connection connection, PoolKey key, long after, long upTo, Reader reader)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(AFTER)) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setLong(3, after);
      query.setLong(4, upTo);
      query.setFetchSize(FETCH);
      try (ResultSet row = query.executeQuery()) {
        boolean more = true;
        while (more && row.next()) {
          more = reader.read(logged(row));
        }
      }
    }
  }

  private static Logged logged(ResultSet row) throws SQLException {
    Instant at = row.getObject(3, OffsetDateTime.class).toInstant();
    return new Logged(
        new Stamp(row.getLong(1), row.getLong(2), at),
        CoreJson.read(row.getString(4), Input.class));
  }

  /**
   * The inputs from the first on, in order.
   *
   * @param to the last time of interest, inclusive
   * @param limit at most so many
   */
  public static List<Logged> read(Connection connection, PoolKey key, Instant to, int limit)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT seq, epoch, at, input FROM routing_input
            WHERE tenant_id = ? AND pool = ? AND at <= ? ORDER BY seq LIMIT ?
            """)) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setObject(3, to.atOffset(ZoneOffset.UTC));
      query.setInt(4, limit);
      query.setFetchSize(FETCH);
      List<Logged> log = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          log.add(logged(row));
        }
      }
      return log;
    }
  }
}
