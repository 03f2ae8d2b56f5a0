package io.threadline.routing.api;

import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.routing.store.CoreJson;
import io.threadline.routing.store.LogStore;
import io.threadline.routing.store.PoolKey;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.EntityTag;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the caller's pool has committed, in any instance. The tables are the engine's state
 * itself, so there is one mapping of each record, the engine's.
 */
@RequestScoped
public class Reading {
  private final JdbcTransactions transactions;
  private final Caller caller;

  Reading(JdbcTransactions transactions, Caller caller) {
    this.transactions = transactions;
    this.caller = caller;
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * The rows of a query whose first two parameters are tenant and pool.
   *
   * @param more the parameters after them
   */
  <T> List<T> list(String sql, Row<T> mapping, @Nullable Object... more) {
    PoolKey key = PoolKey.ofTenant(caller.tenant());
    return transactions.inTenant(
        key.tenant(),
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, key.tenant());
            query.setString(2, key.pool());
            for (int i = 0; i < more.length; i++) {
              query.setObject(i + 3, more[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                rows.add(mapping.of(row));
              }
            }
            return rows;
          }
        });
  }

  /** An answer with its version as ETag. */
  static <T> RestResponse<T> tagged(T view, long version) {
    return RestResponse.ResponseBuilder.ok(view).tag(new EntityTag(Long.toString(version))).build();
  }

  /** What was decided about a ticket, first made first; at most so many of the last, as JSON. */
  List<String> decisions(UUID ticket, int limit) {
    PoolKey key = PoolKey.ofTenant(caller.tenant());
    return transactions
        .inTenant(key.tenant(), connection -> LogStore.decisions(connection, key, ticket, limit))
        .stream()
        .map(CoreJson::write)
        .toList();
  }

  /** Skills, queues or settings in key order, after a key. */
  <T> List<T> definitions(String kind, Class<T> type, String after, int limit) {
    return list(
        """
        SELECT body FROM definition
        WHERE tenant_id = ? AND pool = ? AND kind = ? AND key > ? ORDER BY key LIMIT ?
        """,
        row -> CoreJson.read(row.getString(1), type),
        kind,
        after,
        limit);
  }

  /**
   * One skill or queue.
   *
   * @throws ApiException if there is none of that name
   */
  <T> T definition(String kind, String name, Class<T> type) {
    Optional<T> found =
        list(
                "SELECT body FROM definition WHERE tenant_id = ? AND pool = ? AND kind = ? AND key = ?",
                row -> CoreJson.read(row.getString(1), type),
                kind,
                name)
            .stream()
            .findFirst();
    return found.orElseThrow(() -> ApiException.notFound(kind, name));
  }
}
