package io.threadline.routing.intake.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.EventJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** The rule sets of the tenants, every one that was saved lately; the newest is in force. */
public final class RuleStore {
  /** Versions kept of a tenant. */
  private static final int KEPT = 50;

  private static final ObjectMapper JSON = EventJson.mapper();

  private final Transactions transactions;

  RuleStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /** A rule set as it was saved. Version 0 is what a tenant has before the first. */
  public record Saved(long version, RuleSet set, String by, Instant at) {
    static final Saved NONE = new Saved(0, RuleSet.EMPTY, "", Instant.EPOCH);
  }

  /** A version in the list of them. */
  public record Version(long version, String savedBy, Instant savedAt) {}

  /** The version in force, of every tenant that has rules. */
  Map<UUID, Long> versions() {
    return transactions.asSystem(connection -> {
      Map<UUID, Long> versions = new HashMap<>();
      try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT tenant_id, max(version) FROM triage_rules GROUP BY tenant_id");
          ResultSet row = query.executeQuery()) {
        while (row.next()) {
          versions.put(row.getObject(1, UUID.class), row.getLong(2));
        }
      }
      return versions;
    });
  }

  /** The rule set in force. */
  public Saved current(UUID tenant) {
    return transactions.inTenant(tenant, connection -> current(connection, tenant));
  }

  private static Saved current(Connection connection, UUID tenant) throws SQLException {
    return first(
            connection,
            """
            SELECT version, body, saved_by, saved_at FROM triage_rules
            WHERE tenant_id = ? ORDER BY version DESC LIMIT 1
            """,
            tenant)
        .orElse(Saved.NONE);
  }

  /** One that was saved before, if it is still kept. */
  public Optional<Saved> version(UUID tenant, long version) {
    return transactions.inTenant(
        tenant,
        connection ->
            first(
                connection,
                """
                SELECT version, body, saved_by, saved_at FROM triage_rules
                WHERE tenant_id = ? AND version = ?
                """,
                tenant,
                version));
  }

  /** The versions, newest first, older than one. */
  public List<Version> before(UUID tenant, long version, int limit) {
    return transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  """
                  SELECT version, saved_by, saved_at FROM triage_rules
                  WHERE tenant_id = ? AND version < ? ORDER BY version DESC LIMIT ?
                  """)) {
            query.setObject(1, tenant);
            query.setLong(2, version);
            query.setInt(3, limit);
            List<Version> versions = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                versions.add(new Version(row.getLong(1), row.getString(2), instant(row, 3)));
              }
            }
            return versions;
          }
        });
  }

  /**
   * Saves a rule set as the next version.
   *
   * @param before the version that it changes
   * @return empty if that is not the one in force any more
   */
  public Optional<Saved> save(UUID tenant, long before, RuleSet set, String by) {
    return transactions.inTenant(
        tenant,
        connection -> {
          if (current(connection, tenant).version() != before
              || !insert(connection, tenant, before + 1, set, by)) {
            return Optional.empty();
          }
          forget(connection, tenant, before + 1 - KEPT);
          return Optional.of(current(connection, tenant));
        });
  }

  /** Of two who save the same version at once one finds it there. */
  private static boolean insert(
      Connection connection, UUID tenant, long version, RuleSet set, String by)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO triage_rules (tenant_id, version, body, saved_by, saved_at)
            VALUES (?, ?, ?::json, ?, now()) ON CONFLICT DO NOTHING
            """)) {
      insert.setObject(1, tenant);
      insert.setLong(2, version);
      insert.setString(3, write(set));
      insert.setString(4, by);
      return insert.executeUpdate() == 1;
    }
  }

  private static void forget(Connection connection, UUID tenant, long upTo) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM triage_rules WHERE tenant_id = ? AND version <= ?")) {
      delete.setObject(1, tenant);
      delete.setLong(2, upTo);
      delete.executeUpdate();
    }
  }

  /** What rules may speak of: the pool's queues and skills, and the languages of its agents. */
  public Vocabulary vocabulary(UUID tenant, String pool) {
    return transactions.inTenant(
        tenant,
        connection ->
            new Vocabulary(
                names(
                    connection,
                    "SELECT key FROM definition WHERE tenant_id = ? AND pool = ? AND kind = 'queue'",
                    tenant,
                    pool),
                names(
                    connection,
                    "SELECT key FROM definition WHERE tenant_id = ? AND pool = ? AND kind = 'skill'",
                    tenant,
                    pool),
                names(
                    connection,
                    """
                    SELECT DISTINCT substr(skill, length('language:') + 1)
                    FROM agent, jsonb_object_keys(body #> '{definition,skills,levels}') skill
                    WHERE tenant_id = ? AND pool = ? AND skill LIKE 'language:%'
                    """,
                    tenant,
                    pool)));
  }

  private static SortedSet<String> names(
      Connection connection, String sql, UUID tenant, String pool) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, tenant);
      query.setString(2, pool);
      SortedSet<String> names = new TreeSet<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
      return names;
    }
  }

  private static Optional<Saved> first(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Saved(
                    row.getLong(1), read(row.getString(2)), row.getString(3), instant(row, 4)))
            : Optional.empty();
      }
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static String write(RuleSet set) {
    try {
      return JSON.writeValueAsString(set);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a rule set cannot be written", e);
    }
  }

  private static RuleSet read(String body) {
    try {
      return JSON.readValue(body, RuleSet.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored rule set cannot be read", e);
    }
  }
}
