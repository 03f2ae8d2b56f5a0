package io.threadline.kpi.report;

import io.threadline.kpi.core.measure.Formula;
import io.threadline.kpi.core.measure.Measure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is unsolved: now, from the facts; before, from snapshots, since ages grow without events.
 */
public final class Backlog {
  private static final List<String> AGES = List.of("0-1 d", "1-3 d", "3-7 d", "7-30 d", ">30 d");

  private static final String AGE =
      "(ARRAY['0-1 d', '1-3 d', '3-7 d', '7-30 d', '>30 d'])[1 + width_bucket("
          + "extract(epoch FROM now() - opened_at) / 86400, ARRAY[1, 3, 7, 30]::numeric[])]";

  /**
   * Writes the backlog of this hour down, once, whoever calls how often. An empty backlog leaves a
   * row too: zero is something else than not known.
   */
  public void snapshot(Connection connection, Measure unsolved) throws SQLException {
    String sql =
        """
        INSERT INTO backlog_snapshot (tenant_id, taken_at, age, channel, queue, agent, count)
        SELECT threadline_tenant(), date_trunc('hour', now()), age, channel, queue, agent, count
        FROM (SELECT '0-1 d' AS age, 'none' AS channel, 'none' AS queue, 'none' AS agent,
                0 AS count, 2 AS place
              UNION ALL
              SELECT %s, channel, queue, agent, count(*), 1 FROM ticket_fact WHERE %s
              GROUP BY 1, 2, 3, 4) s
        ORDER BY place
        ON CONFLICT DO NOTHING
        """
            .formatted(AGE, unsolved.sql());
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.executeUpdate();
    }
  }

  /** The last snapshot of each period. */
  void readSnapshots(Connection connection, Question question, Reports.Table table)
      throws SQLException {
    String sql =
        "SELECT date_trunc(?, taken_at, ?), "
            + question.group()
            + ", sum(count) FROM backlog_snapshot WHERE taken_at IN (SELECT max(taken_at)"
            + " FROM backlog_snapshot WHERE taken_at >= ? AND taken_at < ?"
            + " GROUP BY date_trunc(?, taken_at, ?))"
            + Question.Filter.sql()
            + " GROUP BY 1, 2";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, question.unit());
      select.setString(2, question.zone().getId());
      Reports.bindPeriod(select, 3, question);
      select.setString(5, question.unit());
      select.setString(6, question.zone().getId());
      Reports.bindFilter(select, 7, question.filter());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          table
              .at(rows.getString(2), Reports.instant(rows, 1))
              .add(measure(question).key(), rows.getLong(3), 0, null);
        }
      }
    }
  }

  /** Unsolved now, per group. */
  List<Report.Point> totals(Connection connection, Question question, Instant asOf)
      throws SQLException {
    String sql =
        "SELECT %s AS grp, count(*) FROM ticket_fact WHERE %s"
                .formatted(question.group(), measure(question).sql())
            + Question.Filter.sql()
            + " GROUP BY 1 ORDER BY 1";
    List<Report.Point> totals = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Reports.bindFilter(select, 1, question.filter());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Figures figures = Figures.count(rows.getLong(2));
          totals.add(
              Reports.point(question.kpi(), question.period(), rows.getString(1), figures, asOf));
        }
      }
    }
    if (totals.isEmpty() && question.by() == null) {
      totals.add(Reports.point(question.kpi(), question.period(), null, Figures.count(0), asOf));
    }
    return totals;
  }

  /** Unsolved now, by age, every age named. */
  Map<String, Long> ages(Connection connection, Question question) throws SQLException {
    Map<String, Long> ages = new LinkedHashMap<>();
    AGES.forEach(age -> ages.put(age, 0L));
    String sql =
        "SELECT %s, count(*) FROM ticket_fact WHERE %s".formatted(AGE, measure(question).sql())
            + Question.Filter.sql()
            + " GROUP BY 1";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Reports.bindFilter(select, 1, question.filter());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ages.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return ages;
  }

  private static Measure measure(Question question) {
    return ((Formula.Stock) question.kpi().formula()).measure();
  }
}
