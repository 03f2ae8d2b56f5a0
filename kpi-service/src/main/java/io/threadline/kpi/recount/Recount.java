package io.threadline.kpi.recount;

import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Measure;
import io.threadline.kpi.core.measure.Times;
import io.threadline.kpi.core.window.Period;
import io.threadline.kpi.report.Distributions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts a tenant's period again from the raw events and compares: counts and sums exactly,
 * percentiles within the width of a histogram's bucket.
 */
public final class Recount {
  /** Enough to see what is wrong. */
  private static final int MOST = 100;

  private static final double[] PERCENTILES = {50, 90, 95};

  private final List<Measure> measures;

  public Recount(Catalogue catalogue) {
    this.measures = catalogue.stored();
  }

  /** What is not confirmed, at most 100 cells; empty when all is well. The tenant is entered. */
  public List<Mismatch> run(Connection connection, Period period) throws SQLException {
    Object[] scope = scope(connection, period);
    nestedLoops(connection, "off");
    List<Mismatch> mismatches = new ArrayList<>(cells(connection, period, scope));
    mismatches.addAll(percentiles(connection, period, scope));
    nestedLoops(connection, "on");
    return mismatches;
  }

  private static Object[] scope(Connection connection, Period period) throws SQLException {
    List<Object> tickets = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(BruteForce.SCOPE)) {
      select.setObject(1, utc(period.start()));
      select.setObject(2, utc(period.end()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          tickets.add(rows.getObject(1));
        }
      }
    }
    return tickets.toArray();
  }

  /**
   * PostgreSQL knows nothing of the sizes of intermediate results, takes them to be tiny and would
   * loop over them in each other: a recount joins sets with sets.
   */
  private static void nestedLoops(Connection connection, String setting) throws SQLException {
    try (PreparedStatement set =
        connection.prepareStatement("SELECT set_config('enable_nestloop', ?, true)")) {
      set.setString(1, setting);
      set.execute();
    }
  }

  private List<Mismatch> cells(Connection connection, Period period, Object[] scope)
      throws SQLException {
    List<Mismatch> mismatches = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(BruteForce.mismatches(measures, MOST))) {
      bind(select, period, scope);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          mismatches.add(
              new Mismatch(
                  "%s %s %s %s %s"
                      .formatted(
                          rows.getString("measure"),
                          rows.getString("slot"),
                          rows.getString("channel"),
                          rows.getString("queue"),
                          rows.getString("agent")),
                  rows.getLong("counted") + ", " + rows.getLong("counted_millis") + " ms",
                  rows.getLong("stored") + ", " + rows.getLong("stored_millis") + " ms"));
        }
      }
    }
    return mismatches;
  }

  private List<Mismatch> percentiles(Connection connection, Period period, Object[] scope)
      throws SQLException {
    List<Mismatch> mismatches = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(BruteForce.percentiles(measures))) {
      bind(select, period, scope);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          compare(
              rows.getString("measure"),
              (Long[]) rows.getArray("percentiles").getArray(),
              (byte[][]) rows.getArray("stored").getArray(),
              mismatches);
        }
      }
    }
    return mismatches;
  }

  private static void compare(
      String measure, Long[] exact, byte[][] stored, List<Mismatch> mismatches) {
    Distributions histogram = new Distributions();
    for (byte[] times : stored) {
      histogram.add(times);
    }
    for (int i = 0; i < PERCENTILES.length; i++) {
      long is = Times.bucket(histogram.percentileMillis(PERCENTILES[i]));
      if (is != Times.bucket(exact[i])) {
        mismatches.add(new Mismatch(measure + " p" + PERCENTILES[i], exact[i] + " ms", is + " ms"));
      }
    }
  }

  private static void bind(PreparedStatement select, Period period, Object[] scope)
      throws SQLException {
    select.setArray(1, select.getConnection().createArrayOf("uuid", scope));
    for (int parameter = 2; parameter < 8; parameter += 2) {
      select.setObject(parameter, utc(period.start()));
      select.setObject(parameter + 1, utc(period.end()));
    }
  }

  private static Object utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
