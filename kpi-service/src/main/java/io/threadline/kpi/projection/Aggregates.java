package io.threadline.kpi.projection;

import io.threadline.kpi.core.measure.Cell;
import io.threadline.kpi.core.measure.Dimensions;
import io.threadline.kpi.core.measure.Tally;
import io.threadline.kpi.core.measure.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The aggregates, added to in the order of the cells. */
final class Aggregates {
  /** Counts are added by PostgreSQL; the rows, locked by that, hand their histograms back. */
  private static final String ADD =
      """
      INSERT INTO aggregate AS a (tenant_id, measure, slot, channel, queue, agent, count,
                                  total_millis)
      SELECT ?, u.* FROM unnest(?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
        ?::bigint[], ?::bigint[]) AS u
      ON CONFLICT (tenant_id, measure, slot, channel, queue, agent) DO UPDATE
      SET count = a.count + excluded.count, total_millis = a.total_millis + excluded.total_millis
      """;

  private static final String ADD_RETURNING =
      ADD + " RETURNING measure, slot, channel, queue, agent, times";
  private static final String WRITE_TIMES =
      """
      UPDATE aggregate a SET times = u.times
      FROM unnest(?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::bytea[])
        AS u(measure, slot, channel, queue, agent, times)
      WHERE a.tenant_id = ? AND a.measure = u.measure AND a.slot = u.slot
        AND a.channel = u.channel AND a.queue = u.queue AND a.agent = u.agent
      """;

  private Aggregates() {}

  /** Adds the changes. */
  static void add(Connection connection, UUID tenant, SortedMap<Cell, Tally> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    boolean timed = changes.values().stream().anyMatch(tally -> !tally.times().isEmpty());
    try (PreparedStatement add = connection.prepareStatement(timed ? ADD_RETURNING : ADD)) {
      add.setObject(1, tenant);
      cells(new SqlArrays<>(add, 1, changes.entrySet()))
          .column("bigint", row -> row.getValue().count())
          .column("bigint", row -> row.getValue().totalMillis());
      if (timed) {
        writeTimes(connection, tenant, addTimes(add, changes));
      } else {
        add.executeUpdate();
      }
    }
  }

  private static SortedMap<Cell, byte[]> addTimes(
      PreparedStatement add, SortedMap<Cell, Tally> changes) throws SQLException {
    SortedMap<Cell, byte[]> times = new TreeMap<>();
    Map<Cell, Tally> timed = new HashMap<>(changes);
    timed.values().removeIf(tally -> tally.times().isEmpty());
    try (ResultSet rows = add.executeQuery()) {
      while (rows.next()) {
        Cell cell =
            new Cell(
                rows.getString("measure"),
                Objects.requireNonNull(SqlArrays.instant(rows, "slot")),
                new Dimensions(
                    rows.getString("channel"), rows.getString("queue"), rows.getString("agent")));
        Tally tally = timed.get(cell);
        if (tally != null) {
          times.put(cell, Times.add(rows.getBytes("times"), tally.times()));
        }
      }
    }
    return times;
  }

  private static void writeTimes(Connection connection, UUID tenant, SortedMap<Cell, byte[]> times)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(WRITE_TIMES)) {
      cells(new SqlArrays<>(update, 0, times.entrySet())).bytes(Map.Entry::getValue);
      update.setObject(7, tenant);
      update.executeUpdate();
    }
  }

  private static <V> SqlArrays<Map.Entry<Cell, V>> cells(SqlArrays<Map.Entry<Cell, V>> columns)
      throws SQLException {
    return columns
        .column("text", row -> row.getKey().measure())
        .column("timestamptz", row -> row.getKey().slot())
        .column("text", row -> row.getKey().dimensions().channel())
        .column("text", row -> row.getKey().dimensions().queue())
        .column("text", row -> row.getKey().dimensions().agent());
  }
}
