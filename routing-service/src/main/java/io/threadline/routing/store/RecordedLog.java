package io.threadline.routing.store;

import io.threadline.routing.simulate.replay.Logged;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the log of a pool as a list, for whoever asks what would have been. */
public final class RecordedLog {
  private static final int FETCH = 20;

  private static final String BETWEEN =
      """
      SELECT log FROM routing_batch
      WHERE tenant_id = ? AND pool = ? AND last_seq > ? AND first_seq <= ? ORDER BY last_seq
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
    try (PreparedStatement query = connection.prepareStatement(BETWEEN)) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setLong(3, after);
      query.setLong(4, upTo);
      query.setFetchSize(FETCH);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          for (LogBatch.Entry entry : LogBatch.of(row.getBytes(1)).inputs()) {
            long seq = entry.stamp().seq();
            boolean asked = seq > after && seq <= upTo;
            if (asked && !reader.read(new Logged(entry.stamp(), entry.input()))) {
              return;
            }
          }
        }
      }
    }
  }

  /**
   * The inputs after one, in order.
   *
   * @param to the last time of interest, inclusive
   * @param limit at most so many
   */
  public static List<Logged> read(
      Connection connection, PoolKey key, long after, Instant to, int limit) throws SQLException {
    List<Logged> log = new ArrayList<>();
    each(
        connection,
        key,
        after,
        Long.MAX_VALUE,
        logged -> {
          boolean asked = !logged.stamp().at().isAfter(to) && log.size() < limit;
          return asked && log.add(logged);
        });
    return log;
  }
}
