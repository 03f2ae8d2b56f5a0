package io.threadline.routing.engine;

import io.threadline.contracts.Event;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.outbox.OutboxContents;
import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.platform.testkit.TestServers;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.LogBatch;
import io.threadline.routing.store.PoolKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** The service's schema on a real database, and what of one pool lies in it. */
final class PoolDatabase {
  private final PoolKey key;
  private final JdbcTransactions transactions = transactions();

  private PoolDatabase(PoolKey key) {
    this.key = key;
  }

  /** A pool that nobody writes yet, of a tenant of its own. */
  static PoolDatabase withPool(UUID tenant) {
    Flyway.configure()
        .dataSource(source("routing_owner"))
        .schemas("routing")
        .createSchemas(false)
        .locations("db/platform", "db/migration")
        .load()
        .migrate();
    PoolDatabase database = new PoolDatabase(PoolKey.ofTenant(tenant));
    new LeaseStore(database.transactions).ensure(database.key, Map.of());
    return database;
  }

  PoolKey key() {
    return key;
  }

  /** Connections as the service has them. */
  static DataSource source(String role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(
        TestServers.postgres().jdbcUrl() + "?currentSchema=routing&reWriteBatchedInserts=true");
    source.setUser(role);
    source.setPassword(role);
    source.setOptions("-c idle_in_transaction_session_timeout=1s");
    return source;
  }

  static JdbcTransactions transactions() {
    return new JdbcTransactions(source("routing_app"), new OutboxSignal());
  }

  /** The rows of a query in the tenant, columns joined by '|'. */
  List<String> rows(String sql) {
    return transactions.inTenant(
        key.tenant(),
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql);
              ResultSet row = query.executeQuery()) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
              List<String> columns = new ArrayList<>();
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                columns.add(String.valueOf(row.getString(i)));
              }
              rows.add(String.join("|", columns));
            }
            return rows;
          }
        });
  }

  /** The log by command, in order. */
  Map<UUID, LogBatch.Entry> log() {
    Map<UUID, LogBatch.Entry> log = new LinkedHashMap<>();
    transactions
        .inTenant(key.tenant(), PoolDatabase::entries)
        .forEach(entry -> log.put(entry.commandId(), entry));
    return log;
  }

  /** The log of the tenant's pool, in order. */
  static List<LogBatch.Entry> entries(Connection connection) throws SQLException {
    List<LogBatch.Entry> entries = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement("SELECT log FROM routing_batch ORDER BY last_seq");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        entries.addAll(LogBatch.of(row.getBytes(1)).inputs());
      }
    }
    return entries;
  }

  /** The events in the outbox, all tenants'. */
  List<Event> told() {
    return transactions.asSystem(OutboxContents::read);
  }

  /** What a new engine answers to the inputs of a log, by sequence; and its hash at the end. */
  static Map<Long, Reply> replay(Iterable<LogBatch.Entry> log, RoutingEngine engine) {
    Map<Long, Reply> replies = new HashMap<>();
    for (LogBatch.Entry logged : log) {
      replies.put(logged.stamp().seq(), engine.apply(logged.stamp(), logged.input()).reply());
    }
    return replies;
  }
}
