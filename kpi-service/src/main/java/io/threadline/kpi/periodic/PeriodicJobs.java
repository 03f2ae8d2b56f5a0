package io.threadline.kpi.periodic;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.threadline.kpi.KpiConfig;
import io.threadline.kpi.Tenants;
import io.threadline.kpi.core.measure.Formula;
import io.threadline.kpi.core.measure.Measure;
import io.threadline.kpi.core.window.Period;
import io.threadline.kpi.recount.Mismatch;
import io.threadline.kpi.recount.Recount;
import io.threadline.kpi.report.Backlog;
import io.threadline.kpi.report.Reports;
import io.threadline.platform.database.JdbcTransactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * What is done from time to time for each tenant. A job is a row with the time, by PostgreSQL's
 * clock, when it is due; the instance that locks the row does the job and sets the next time in the
 * same transaction, so that several instances share the work and a crash leaves it due.
 */
@Singleton
public class PeriodicJobs {
  private static final Logger LOG = Logger.getLogger(PeriodicJobs.class);
  private static final int TENANTS_AT_ONCE = 50;
  private static final String TAKE =
      """
      SELECT job FROM periodic_job WHERE tenant_id = ? AND due_at <= now()
      ORDER BY due_at FOR UPDATE SKIP LOCKED
      """;
  private static final String NEXT =
      "UPDATE periodic_job SET due_at = now() + make_interval(secs => ?)"
          + " WHERE tenant_id = ? AND job = ?";

  private final JdbcTransactions transactions;
  private final Tenants tenants;
  private final Recount recount;
  private final Backlog backlog;
  private final KpiConfig config;
  private final Measure unsolved;
  private final Counter mismatches;

  PeriodicJobs(
      JdbcTransactions transactions,
      Tenants tenants,
      Recount recount,
      Backlog backlog,
      Reports reports,
      KpiConfig config,
      MeterRegistry registry) {
    this.transactions = transactions;
    this.tenants = tenants;
    this.recount = recount;
    this.backlog = backlog;
    this.config = config;
    this.unsolved =
        reports.catalogue().kpis().stream()
            .map(kpi -> kpi.formula())
            .filter(Formula.Stock.class::isInstance)
            .flatMap(Formula::measures)
            .findFirst()
            .orElseThrow();
    this.mismatches =
        Counter.builder("threadline.kpi.recount.mismatch")
            .description("Figures that the recount from raw events did not confirm")
            .register(registry);
  }

  /** Does what is due. */
  public void run() {
    for (UUID tenant : tenants.withJobsDue(TENANTS_AT_ONCE)) {
      transactions.inTenant(
          tenant,
          connection -> {
            for (String job : take(connection, tenant)) {
              run(connection, tenant, job);
            }
            return true;
          });
    }
  }

  /** Counts a period again and reports what is not confirmed. The tenant is entered. */
  public List<Mismatch> recount(Connection connection, UUID tenant, Period period)
      throws SQLException {
    List<Mismatch> found = recount.run(connection, period);
    if (!found.isEmpty()) {
      mismatches.increment(found.size());
      LOG.errorf(
          "the recount of %s to %s does not confirm %d figures of tenant %s, first: %s",
          period.start(), period.end(), found.size(), tenant, found.getFirst());
    }
    return found;
  }

  private void run(Connection connection, UUID tenant, String job) throws SQLException {
    switch (job) {
      case "backlog-snapshot" -> {
        backlog.snapshot(connection, unsolved);
        next(connection, tenant, job, config.snapshotEvery());
      }
      case "recount" -> {
        recountOneDay(connection, tenant);
        next(connection, tenant, job, config.recountEvery());
      }
      default -> LOG.warnf("tenant %s has a job '%s' that this release does not know", tenant, job);
    }
  }

  /** A random day of those that there are, so that in time each is looked at. */
  private void recountOneDay(Connection connection, UUID tenant) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT min(slot), max(slot) FROM aggregate");
        ResultSet row = select.executeQuery()) {
      row.next();
      OffsetDateTime first = row.getObject(1, OffsetDateTime.class);
      OffsetDateTime last = row.getObject(2, OffsetDateTime.class);
      if (first == null || last == null) {
        return;
      }
      RandomGenerator random = ThreadLocalRandom.current();
      long days = ChronoUnit.DAYS.between(first, last) + 1;
      Instant day =
          first
              .toInstant()
              .truncatedTo(ChronoUnit.DAYS)
              .plus(random.nextLong(days), ChronoUnit.DAYS);
      recount(connection, tenant, new Period(day, day.plus(1, ChronoUnit.DAYS)));
    }
  }

  private static List<String> take(Connection connection, UUID tenant) throws SQLException {
    try (PreparedStatement take = connection.prepareStatement(TAKE)) {
      take.setObject(1, tenant);
      try (ResultSet rows = take.executeQuery()) {
        List<String> jobs = new ArrayList<>();
        while (rows.next()) {
          jobs.add(rows.getString(1));
        }
        return jobs;
      }
    }
  }

  private static void next(Connection connection, UUID tenant, String job, Duration in)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(NEXT)) {
      update.setDouble(1, in.toSeconds());
      update.setObject(2, tenant);
      update.setString(3, job);
      update.executeUpdate();
    }
  }
}
