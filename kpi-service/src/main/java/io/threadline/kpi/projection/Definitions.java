package io.threadline.kpi.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's aggregates were built with. Whoever adds to the aggregates shares the row;
 * whoever builds them anew has it alone.
 */
final class Definitions {
  private Definitions() {}

  /** Keeps the aggregates from being rebuilt while this transaction runs. */
  static void share(Connection connection, UUID tenant, String fingerprint) throws SQLException {
    if (find(connection, tenant, "FOR SHARE") == null) {
      create(connection, tenant, fingerprint);
      find(connection, tenant, "FOR SHARE");
    }
  }

  /** Keeps everybody else away from the aggregates; answers with what they were built. */
  static @Nullable String lock(Connection connection, UUID tenant) throws SQLException {
    return find(connection, tenant, "FOR UPDATE");
  }

  /** The aggregates are built with these definitions now. */
  static void store(Connection connection, UUID tenant, String fingerprint) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE definition SET fingerprint = ? WHERE tenant_id = ?")) {
      update.setString(1, fingerprint);
      update.setObject(2, tenant);
      update.executeUpdate();
    }
  }

  /** A tenant's first event: its definitions, and its periodic jobs, due at once. */
  private static void create(Connection connection, UUID tenant, String fingerprint)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO definition (tenant_id, fingerprint) VALUES (?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      insert.setObject(1, tenant);
      insert.setString(2, fingerprint);
      insert.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO periodic_job (tenant_id, job, due_at)"
                + " SELECT ?, job, now() FROM unnest(?::text[]) AS job ON CONFLICT DO NOTHING")) {
      insert.setObject(1, tenant);
      Object[] jobs = {"backlog-snapshot", "recount"};
      insert.setArray(2, connection.createArrayOf("text", jobs));
      insert.executeUpdate();
    }
  }

  private static @Nullable String find(Connection connection, UUID tenant, String lock)
      throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT fingerprint FROM definition WHERE tenant_id = ? " + lock)) {
      find.setObject(1, tenant);
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }
}
