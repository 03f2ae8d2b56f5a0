package io.threadline.kpi.projection;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.kpi.core.measure.Catalogue;
import io.threadline.kpi.core.measure.Policy;
import io.threadline.kpi.core.story.Intake;
import io.threadline.kpi.core.story.Intake.OfDelivery;
import io.threadline.kpi.core.story.Intake.OfTicket;
import io.threadline.kpi.generate.Lives;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.platform.testkit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Measures events folded per second, beside the rate at which PostgreSQL takes the bare log rows of
 * the same events in batches of the same size. Arguments: tickets, events per batch.
 */
public final class ThroughputMain {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private ThroughputMain() {}

  /** Prints one line per round. */
  public static void main(String[] arguments) {
    int tickets = Integer.parseInt(arguments[0]);
    int batch = Integer.parseInt(arguments[1]);
    Flyway.configure()
        .dataSource(source("kpi_owner"))
        .schemas("kpi")
        .createSchemas(false)
        .locations("db/platform", "db/migration")
        .load()
        .migrate();
    Transactions transactions = new JdbcTransactions(source("kpi_app"), new OutboxSignal());
    Projection projection = new Projection(new Catalogue(Policy.DEFAULT));
    for (int round = 0; round < 3; round++) {
      UUID tenant = UUID.randomUUID();
      List<Envelope<Event>> events =
          new ArrayList<>(Lives.of(round, tickets, tenant, START, Duration.ofHours(8)));
      events.sort(Comparator.comparing(Envelope::time));
      double folded =
          rate(transactions, tenant, events, batch, (c, some) -> projection.apply(c, tenant, some));
      UUID bare = UUID.randomUUID();
      double inserted = rate(transactions, bare, events, batch, (c, some) -> insert(c, bare, some));
      System.out.printf(
          "%d events, %d a batch: folded %.0f/s, bare rows %.0f/s, ratio %.2f%n",
          events.size(), batch, folded, inserted, folded / inserted);
    }
  }

  @FunctionalInterface
  private interface Work {
    void apply(Connection connection, List<Envelope<Event>> events) throws SQLException;
  }

  private static double rate(
      Transactions transactions, UUID tenant, List<Envelope<Event>> events, int batch, Work work) {
    long begin = System.nanoTime();
    for (int from = 0; from < events.size(); from += batch) {
      List<Envelope<Event>> some = events.subList(from, Math.min(events.size(), from + batch));
      transactions.inTenant(
          tenant,
          connection -> {
            work.apply(connection, some);
            return true;
          });
    }
    return events.size() / ((System.nanoTime() - begin) / 1e9);
  }

  private static void insert(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    List<OfTicket> ofTickets = new ArrayList<>();
    List<OfDelivery> ofDeliveries = new ArrayList<>();
    for (Envelope<Event> event : events) {
      switch (Intake.read(event)) {
        case OfTicket of -> ofTickets.add(of);
        case OfDelivery of -> ofDeliveries.add(of);
        case null -> {}
      }
    }
    EventLog.append(connection, tenant, ofTickets);
    EventLog.appendDeliveries(connection, tenant, ofDeliveries);
  }

  private static PGSimpleDataSource source(String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(TestServers.postgres().jdbcUrl() + "?currentSchema=kpi");
    source.setUser(role);
    source.setPassword(role);
    return source;
  }
}
