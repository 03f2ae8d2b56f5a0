package io.threadline.platform.testkit;

import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.outbox.OutboxSignal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A service's schema without the service: migrated by its owner, used through its app role. */
public final class ServiceDatabase {
  private final String service;

  private ServiceDatabase(String service) {
    this.service = service;
  }

  /** The schema of a service with the platform's tables, emptied. */
  public static ServiceDatabase fresh(String service) {
    ServiceDatabase database = new ServiceDatabase(service);
    Flyway.configure()
        .dataSource(database.source(service + "_owner"))
        .schemas(service)
        .createSchemas(false)
        .locations("db/platform")
        .load()
        .migrate();
    database.asOwner("TRUNCATE outbox, consumer_position, consumed_event, idempotency_key");
    return database;
  }

  /** Connections as the service has them. */
  public DataSource appSource() {
    return source(service + "_app");
  }

  /** Transactions as the service has them. */
  public JdbcTransactions transactions(OutboxSignal signal) {
    return new JdbcTransactions(appSource(), signal);
  }

  /** Runs statements as the schema's owner. */
  public void asOwner(String sql) {
    try (Connection connection = source(service + "_owner").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The rows of a query that row-level security does not restrict, columns joined by '|'. */
  public List<String> rows(String sql) {
    try (Connection connection = TestServers.postgres().superuser("threadline");
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + service + ", public");
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(sql)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            values.add(result.getString(i));
          }
          rows.add(String.join("|", values));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Cuts the service's sessions off, as a failing network would; answers how many. */
  public int cutSessions() {
    return Integer.parseInt(
        rows("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '"
                + service
                + "_app'")
            .getFirst());
  }

  private DataSource source(String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(
        TestServers.postgres().jdbcUrl()
            + "?currentSchema="
            + service
            + "&reWriteBatchedInserts=true");
    source.setUser(role);
    source.setPassword(role);
    return source;
  }
}
