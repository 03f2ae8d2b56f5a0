package io.threadline.kpi.report;

import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Formula;
import io.threadline.kpi.core.measure.Kpi;
import io.threadline.kpi.core.measure.Measure;
import io.threadline.kpi.core.window.Period;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads KPIs out of the aggregates. */
public final class Reports {
  /** Periods of one report at most. */
  public static final int MOST_PERIODS = 1_500;

  /** Points of one report at most: periods times groups. */
  public static final int MOST_POINTS = 30_000;

  private final Catalogue catalogue;
  private final Backlog backlog;

  public Reports(Catalogue catalogue, Backlog backlog) {
    this.catalogue = catalogue;
    this.backlog = backlog;
  }

  /** The sums of each group, per start of a period in the calendar of the question's zone. */
  record Table(Map<@Nullable String, Map<Instant, Sums>> groups) {
    Table() {
      this(new TreeMap<>(Comparator.nullsFirst(Comparator.<String>naturalOrder())));
    }

    Sums at(@Nullable String group, Instant start) {
      return groups
          .computeIfAbsent(group, g -> new HashMap<>())
          .computeIfAbsent(start, s -> new Sums());
    }
  }

  /**
   * Answers a question. The tenant is entered.
   *
   * @param parts the periods of the question, at most {@link #MOST_PERIODS}
   * @throws TooManyPointsException if groups times periods are more than {@link #MOST_POINTS}
   */
  public Report answer(Connection connection, Question question, List<Period> parts)
      throws SQLException {
    Instant asOf = now(connection);
    Table table = new Table();
    boolean stock = question.kpi().formula() instanceof Formula.Stock;
    if (stock) {
      backlog.readSnapshots(connection, question, table);
    } else {
      readAggregates(connection, question, table);
      readLive(connection, question, table);
    }
    if (table.groups().isEmpty() && question.by() == null) {
      table.groups().put(null, Map.of());
    }
    if ((long) table.groups().size() * parts.size() > MOST_POINTS) {
      throw new TooManyPointsException(table.groups().size(), parts.size());
    }
    return report(
        question,
        asOf,
        items(question, parts, table, asOf),
        stock ? backlog.totals(connection, question, asOf) : totals(question, table, asOf),
        stock ? backlog.ages(connection, question) : null);
  }

  /** The sums of all measures per channel since an instant, for the gauges. */
  public Map<String, Sums> byChannel(Connection connection, Instant since) throws SQLException {
    Map<String, Sums> channels = new TreeMap<>();
    String sql =
        "SELECT measure, channel, sum(count), sum(total_millis), array_agg(times)"
            + " FILTER (WHERE times IS NOT NULL) FROM aggregate WHERE slot >= ? GROUP BY 1, 2";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, since.atOffset(ZoneOffset.UTC));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          channels
              .computeIfAbsent(rows.getString(2), c -> new Sums())
              .add(rows.getString(1), rows.getLong(3), rows.getLong(4), histograms(rows, 5));
        }
      }
    }
    readLiveByChannel(connection, since, channels);
    return channels;
  }

  /** The backlog, whatever its age, and who waits past the target since then. */
  private void readLiveByChannel(Connection connection, Instant since, Map<String, Sums> channels)
      throws SQLException {
    List<Measure> live =
        catalogue.kpis().stream()
            .flatMap(kpi -> kpi.formula().measures())
            .filter(measure -> !measure.isStored())
            .distinct()
            .toList();
    for (Measure measure : live) {
      boolean ever = Duration.ZERO.equals(measure.olderThan());
      String sql =
          "SELECT channel, count(*) FROM ticket_fact WHERE %s AND %s >= ? GROUP BY 1"
              .formatted(measure.sql(), measure.clock().column());
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setObject(1, (ever ? Instant.EPOCH : since).atOffset(ZoneOffset.UTC));
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            channels
                .computeIfAbsent(rows.getString(1), c -> new Sums())
                .add(measure.key(), rows.getLong(2), 0, null);
          }
        }
      }
    }
  }

  /** The KPIs that there are. */
  public Catalogue catalogue() {
    return catalogue;
  }

  private static void readAggregates(Connection connection, Question question, Table table)
      throws SQLException {
    String sql =
        "SELECT measure, date_trunc(?, slot, ?), "
            + question.group()
            + ", sum(count), sum(total_millis), array_agg(times) FILTER (WHERE times IS NOT NULL)"
            + " FROM aggregate WHERE measure = ANY (?) AND slot >= ? AND slot < ?"
            + Question.Filter.sql()
            + " GROUP BY 1, 2, 3 HAVING sum(count) <> 0";
    Object[] measures =
        question.kpi().formula().measures().filter(Measure::isStored).map(Measure::key).toArray();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, question.unit());
      select.setString(2, question.zone().getId());
      select.setArray(3, connection.createArrayOf("text", measures));
      bindPeriod(select, 4, question);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          table
              .at(rows.getString(3), instant(rows, 2))
              .add(rows.getString(1), rows.getLong(4), rows.getLong(5), histograms(rows, 6));
        }
      }
    }
  }

  /** What counts although no event has happened: who waits past the target. */
  private static void readLive(Connection connection, Question question, Table table)
      throws SQLException {
    List<Measure> live =
        question.kpi().formula().measures().filter(measure -> !measure.isStored()).toList();
    for (Measure measure : live) {
      String clock = measure.clock().column();
      String sql =
          "SELECT date_trunc(?, %s, ?), %s, count(*) FROM ticket_fact WHERE %s"
                  .formatted(clock, question.group(), measure.sql())
              + " AND "
              + clock
              + " >= ? AND "
              + clock
              + " < ?"
              + Question.Filter.sql()
              + " GROUP BY 1, 2";
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setString(1, question.unit());
        select.setString(2, question.zone().getId());
        bindPeriod(select, 3, question);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            table
                .at(rows.getString(2), instant(rows, 1))
                .add(measure.key(), rows.getLong(3), 0, null);
          }
        }
      }
    }
  }

  private static List<Report.Point> items(
      Question question, List<Period> parts, Table table, Instant asOf) {
    List<Report.Point> items = new ArrayList<>();
    boolean stock = question.kpi().formula() instanceof Formula.Stock;
    for (Period part : parts) {
      Instant bucket = question.granularity().floor(part.start(), question.zone());
      table
          .groups()
          .forEach((group, sums) -> {
            Sums at = sums.get(bucket);
            Figures figures =
                at == null && stock
                    ? Figures.unknown()
                    : (at == null ? new Sums() : at).figures(question.kpi().formula());
            items.add(point(question.kpi(), part, group, figures, asOf));
          });
    }
    return items;
  }

  private static List<Report.Point> totals(Question question, Table table, Instant asOf) {
    List<Report.Point> totals = new ArrayList<>();
    table
        .groups()
        .forEach((group, sums) -> {
          Sums total = new Sums();
          sums.values().forEach(total::add);
          totals.add(
              point(
                  question.kpi(),
                  question.period(),
                  group,
                  total.figures(question.kpi().formula()),
                  asOf));
        });
    return totals;
  }

  static Report.Point point(
      Kpi kpi, Period period, @Nullable String group, Figures figures, Instant asOf) {
    Duration settles = kpi.settlesAfter() == null ? Duration.ZERO : kpi.settlesAfter();
    return new Report.Point(
        period.start(),
        period.end(),
        group,
        figures.value(),
        figures.n(),
        figures.numerator(),
        figures.denominator(),
        figures.median(),
        figures.p90(),
        figures.p95(),
        figures.mean(),
        period.end().plus(settles).isAfter(asOf));
  }

  private static Report report(
      Question question,
      Instant asOf,
      List<Report.Point> items,
      List<Report.Point> totals,
      @Nullable Map<String, Long> ages) {
    Kpi kpi = question.kpi();
    return new Report(
        kpi.key(),
        kpi.title(),
        kpi.text(),
        kpi.unit().text(),
        kpi.population(),
        kpi.clock(),
        kpi.version(),
        question.period().start(),
        question.period().end(),
        question.granularity().name().toLowerCase(Locale.ROOT),
        question.zone().getId(),
        question.by() == null ? null : question.by().column(),
        asOf,
        items,
        totals,
        ages,
        null);
  }

  /** Binds start, end and the three filters from a parameter on. */
  static void bindPeriod(PreparedStatement select, int parameter, Question question)
      throws SQLException {
    select.setObject(parameter, question.period().start().atOffset(ZoneOffset.UTC));
    select.setObject(parameter + 1, question.period().end().atOffset(ZoneOffset.UTC));
    bindFilter(select, parameter + 2, question.filter());
  }

  static void bindFilter(PreparedStatement select, int parameter, Question.Filter filter)
      throws SQLException {
    @Nullable String[] values = filter.values();
    for (int i = 0; i < values.length; i++) {
      select.setString(parameter + i, values[i]);
    }
  }

  static Instant instant(ResultSet rows, int column) throws SQLException {
    return Objects.requireNonNull(rows.getObject(column, OffsetDateTime.class)).toInstant();
  }

  static Instant now(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT now()");
        ResultSet row = select.executeQuery()) {
      row.next();
      return instant(row, 1);
    }
  }

  private static byte @Nullable [][] histograms(ResultSet rows, int column) throws SQLException {
    Array array = rows.getArray(column);
    return array == null ? null : (byte[][]) array.getArray();
  }

  /** A report would hold more points than anybody could read. */
  public static final class TooManyPointsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyPointsException(int groups, int periods) {
      super(groups + " groups in " + periods + " periods are more than " + MOST_POINTS + " points");
    }
  }
}
