package io.threadline.routing.engine;

import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.platform.testkit.TestServers;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Stamp;
import io.threadline.routing.store.CoreJson;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.PoolKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** An input of the log with the answer that was stored with it. */
  record Logged(Stamp stamp, Input input, Reply reply) {}

  /** The log by command, in order. */
  Map<UUID, Logged> log() {
    return transactions.inTenant(
        key.tenant(),
        connection -> {
          Map<UUID, Logged> log = new java.util.LinkedHashMap<>();
          try (PreparedStatement query =
                  connection.prepareStatement(
                      "SELECT seq, epoch, at, command_id, input, reply FROM routing_input ORDER BY"
                          + " seq");
              ResultSet row = query.executeQuery()) {
            while (row.next()) {
              Stamp stamp =
                  new Stamp(
                      row.getLong(1),
                      row.getLong(2),
                      row.getObject(3, OffsetDateTime.class).toInstant());
              log.put(
                  row.getObject(4, UUID.class),
                  new Logged(
                      stamp,
                      CoreJson.read(row.getString(5), Input.class),
                      CoreJson.read(row.getString(6), Reply.class)));
            }
          }
          return log;
        });
  }

  /** What a new engine answers to the inputs of a log, by sequence; and its hash at the end. */
  static Map<Long, Reply> replay(Iterable<Logged> log, RoutingEngine engine) {
    Map<Long, Reply> replies = new HashMap<>();
    for (Logged logged : log) {
      replies.put(logged.stamp().seq(), engine.apply(logged.stamp(), logged.input()).reply());
    }
    return replies;
  }
}
