package io.threadline.conversation.suggestion;

import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.RowArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Rows of suggestions. */
public final class SuggestionStore {
  private static final String WITHDRAW =
      """
      DELETE FROM suggestion
      WHERE state = 'open' AND (one_id = ANY (?::uuid[]) OR other_id = ANY (?::uuid[]))
      """;

  private static final String SUGGEST =
      """
      INSERT INTO suggestion (tenant_id, one_id, other_id, bits, reasons, state, suggested_at)
      SELECT threadline_tenant(), least(one, other), greatest(one, other), bits,
        string_to_array(reasons, E'\\n'), 'open', at
      FROM unnest(?::uuid[], ?::uuid[], ?::text[]::real[], ?::text[], ?::timestamptz[])
        AS s(one, other, bits, reasons, at)
      ORDER BY 2, 3
      ON CONFLICT DO NOTHING
      """;

  private static final String DECIDED =
      """
      SELECT one_id, other_id FROM suggestion
      WHERE state = 'dismissed' AND (one_id = ANY (?::uuid[]) OR other_id = ANY (?::uuid[]))
      """;

  private static final String LIST =
      """
      SELECT * FROM (
        SELECT *, other_id AS candidate_id FROM suggestion WHERE one_id = ? AND state = 'open'
        UNION ALL
        SELECT *, one_id AS candidate_id FROM suggestion WHERE other_id = ? AND state = 'open'
      ) AS s
      ORDER BY bits DESC, candidate_id LIMIT ? OFFSET ?
      """;

  private static final String DECIDE =
      """
      UPDATE suggestion SET state = ?, decided_at = ?, decided_by = ?
      WHERE one_id = least(?::uuid, ?::uuid) AND other_id = greatest(?::uuid, ?::uuid)
        AND state = 'open'
      """;

  private static final String DISMISS =
      """
      INSERT INTO suggestion (tenant_id, one_id, other_id, bits, reasons, state, suggested_at,
        decided_at, decided_by)
      VALUES (threadline_tenant(), least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid), 0, '{}',
        'dismissed', ?, ?, ?)
      ON CONFLICT (one_id, other_id) DO UPDATE SET state = 'dismissed',
        decided_at = excluded.decided_at, decided_by = excluded.decided_by
      """;

  private SuggestionStore() {}

  /**
   * Two customers who may be one person.
   *
   * @param reasons sentences for people, the strongest first
   */
  record Found(UUID one, UUID other, double bits, List<String> reasons) {
    Pair pair() {
      return Pair.of(one, other);
    }
  }

  /** Two customers, in the order of their ids. */
  record Pair(UUID one, UUID other) {
    static Pair of(UUID one, UUID other) {
      // As PostgreSQL orders them: byte by byte, without signs.
      return one.toString().compareTo(other.toString()) < 0
          ? new Pair(one, other)
          : new Pair(other, one);
    }
  }

  /** Puts what was found of customers in the place of what was suggested before. */
  static void replace(
      Connection connection, Collection<UUID> customers, Collection<Found> found, Instant now)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(WITHDRAW)) {
      RowArrays.bind(delete, customers).uuid(id -> id).uuid(id -> id);
      delete.executeUpdate();
    }
    if (found.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(SUGGEST)) {
      RowArrays.bind(insert, found)
          .uuid(Found::one)
          .uuid(Found::other)
          .text(each -> Double.toString(each.bits()))
          .text(each -> String.join("\n", each.reasons()))
          .instant(_ -> now);
      insert.executeUpdate();
    }
  }

  /** Pairs of which an agent has said that they are two. */
  static Set<Pair> dismissed(Connection connection, Collection<UUID> customers)
      throws SQLException {
    Set<Pair> pairs = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(DECIDED)) {
      RowArrays.bind(select, customers).uuid(id -> id).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          pairs.add(Pair.of(Columns.uuid(rows, "one_id"), Columns.uuid(rows, "other_id")));
        }
      }
    }
    return pairs;
  }

  /**
   * A suggestion as it is stored.
   *
   * @param other who may be the same person
   */
  record Row(UUID other, double bits, List<String> reasons, Instant suggestedAt) {}

  /** Open suggestions for a customer, the likeliest first. */
  static List<Row> list(Connection connection, UUID customer, int offset, int limit)
      throws SQLException {
    List<Row> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LIST)) {
      select.setObject(1, customer);
      select.setObject(2, customer);
      select.setInt(3, limit);
      select.setInt(4, offset);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Row(
                  Columns.uuid(rows, "candidate_id"),
                  rows.getDouble("bits"),
                  Columns.texts(rows, "reasons"),
                  Columns.instant(rows, "suggested_at")));
        }
      }
    }
    return found;
  }

  /** Decides an open suggestion; answers whether there was one. */
  static boolean decide(
      Connection connection, UUID one, UUID other, String state, String by, Instant at)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(DECIDE)) {
      update.setString(1, state);
      update.setObject(2, at.atOffset(ZoneOffset.UTC));
      update.setString(3, by);
      update.setObject(4, one);
      update.setObject(5, other);
      update.setObject(6, one);
      update.setObject(7, other);
      return update.executeUpdate() > 0;
    }
  }

  /** Notes that two customers are two, whether or not they were suggested as one. */
  public static void dismiss(Connection connection, UUID one, UUID other, String by, Instant at)
      throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(DISMISS)) {
      upsert.setObject(1, one);
      upsert.setObject(2, other);
      upsert.setObject(3, one);
      upsert.setObject(4, other);
      upsert.setObject(5, at.atOffset(ZoneOffset.UTC));
      upsert.setObject(6, at.atOffset(ZoneOffset.UTC));
      upsert.setString(7, by);
      upsert.executeUpdate();
    }
  }
}
