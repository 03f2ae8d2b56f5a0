package io.threadline.conversation.privacy;

import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.RowArrays;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Rows that say who somebody is, and what is left of them. */
final class ErasureStore {
  /** What a message keeps: that somebody wrote, when, by which channel, on which ticket. */
  static final String ERASE_MESSAGE =
      """
      SET text = '', subject = NULL, quoted_text = NULL, html = NULL, attachments = NULL,
        address = NULL, provider_message_id = NULL, reference_ids = NULL, content_hash = NULL,
        delivery_reason = NULL, erased_at = ?
      """;

  private static final String ERASE_THREAD =
      "UPDATE message "
          + ERASE_MESSAGE
          + " WHERE conversation_id = ? AND erased_at IS NULL RETURNING id";

  private static final String MEMBERS =
      """
      WITH RECURSIVE one AS (
        SELECT id FROM customer WHERE id = ANY (?::uuid[])
        UNION ALL
        SELECT c.id FROM one JOIN customer AS c ON c.merged_into = one.id)
      SELECT id FROM one
      """;

  private static final String ADDRESSES =
      """
      SELECT address, channels FROM identity WHERE customer_id = ANY (?::uuid[])
      ORDER BY address, space FOR UPDATE
      """;

  private static final String FORMER =
      "SELECT address, channels FROM former_identity WHERE customer_id = ANY (?::uuid[])";

  /** What is about a set of customers: each statement takes their ids. */
  private static final List<String> AROUND_CUSTOMERS =
      List.of(
          "DELETE FROM identity WHERE customer_id = ANY (?::uuid[])",
          "DELETE FROM former_identity WHERE customer_id = ANY (?::uuid[])",
          "DELETE FROM customer_trait WHERE customer_id = ANY (?::uuid[])",
          "DELETE FROM customer_attributes WHERE customer_id = ANY (?::uuid[])",
          "DELETE FROM consent WHERE customer_id = ANY (?::uuid[])",
          "DELETE FROM suggestion WHERE one_id = ANY (?::uuid[])",
          "DELETE FROM suggestion WHERE other_id = ANY (?::uuid[])",
          """
          UPDATE customer_merge SET adopted_name = NULL, reason = NULL, unmerge_reason = NULL
          WHERE survivor_id = ANY (?::uuid[])
          """,
          """
          DELETE FROM draft USING conversation AS c
          WHERE draft.tenant_id = threadline_tenant() AND draft.conversation_id = c.id
            AND c.customer_id = ANY (?::uuid[])
          """,
          """
          UPDATE mention SET excerpt = '' FROM conversation AS c
          WHERE mention.tenant_id = threadline_tenant() AND mention.conversation_id = c.id
            AND c.customer_id = ANY (?::uuid[])
          """,
          """
          UPDATE conversation SET last_inbound_seq = NULL, last_inbound_channel = NULL,
            last_inbound_account = NULL, last_inbound_address = NULL, epoch = epoch + 1
          WHERE customer_id = ANY (?::uuid[])
          """,
          """
          DELETE FROM audit_note USING audit_entry AS e
          WHERE e.tenant_id = audit_note.tenant_id AND e.number = audit_note.number
            AND e.tenant_id = threadline_tenant() AND e.subject_id = ANY (?::uuid[])
          """);

  /** Files that agents sent: nobody can read them any more. References end in the file's id. */
  private static final String ATTACHMENTS =
      """
      DELETE FROM attachment WHERE id::text IN (
        SELECT right(a ->> 'reference', 36)
        FROM message AS m CROSS JOIN LATERAL jsonb_array_elements(m.attachments) AS a
        WHERE m.conversation_id = ? AND m.attachments IS NOT NULL)
      """;

  private static final List<String> AROUND_TICKETS =
      List.of(
          "UPDATE ticket SET fields = NULL, root_cause = NULL WHERE id = ANY (?::uuid[])",
          "DELETE FROM ticket_term WHERE ticket_id = ANY (?::uuid[]) AND term LIKE 'field:%'",
          "UPDATE promise SET text = '' WHERE ticket_id = ANY (?::uuid[])");

  /** First answers to creates hold what was created. */
  private static final String ANSWERS =
      "DELETE FROM idempotency_key WHERE body LIKE ANY (?::text[])";

  private static final String CUSTOMERS =
      """
      UPDATE customer SET display_name = NULL, birth_date = NULL, erased_at = ?,
        version = version + 1
      WHERE id = ANY (?::uuid[])
      """;

  private ErasureStore() {}

  /** An address of somebody's, with the channels that it is used on. */
  record Owned(String address, List<String> channels) {
    /** What others find what they keep of it by. */
    List<String> hashes() {
      return channels.stream().map(channel -> sha256(channel + '|' + address)).toList();
    }
  }

  static Set<UUID> members(Connection connection, UUID customer) throws SQLException {
    return new HashSet<>(ids(connection, MEMBERS, List.of(customer)));
  }

  static List<UUID> conversations(Connection connection, Set<UUID> customers) throws SQLException {
    return ids(
        connection, "SELECT id FROM conversation WHERE customer_id = ANY (?::uuid[])", customers);
  }

  static List<UUID> unsolved(Connection connection, Set<UUID> customers) throws SQLException {
    return ids(
        connection,
        "SELECT id FROM ticket WHERE customer_id = ANY (?::uuid[])"
            + " AND status IN ('new', 'open', 'pending', 'on_hold') ORDER BY id LIMIT 20",
        customers);
  }

  static List<UUID> tickets(Connection connection, Set<UUID> customers) throws SQLException {
    return ids(connection, "SELECT id FROM ticket WHERE customer_id = ANY (?::uuid[])", customers);
  }

  private static List<UUID> ids(Connection connection, String sql, Collection<UUID> of)
      throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      RowArrays.bind(select, of).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(Columns.uuid(rows, "id"));
        }
      }
    }
    return ids;
  }

  /** Addresses that are or were theirs; those that are, locked. */
  static List<Owned> lockAddresses(Connection connection, Set<UUID> customers) throws SQLException {
    List<Owned> owned = new ArrayList<>();
    for (String sql : List.of(ADDRESSES, FORMER)) {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        RowArrays.bind(select, customers).uuid(id -> id);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            owned.add(new Owned(Columns.text(rows, "address"), Columns.texts(rows, "channels")));
          }
        }
      }
    }
    return owned;
  }

  /** Erases what a thread says; answers which messages that was. */
  static List<UUID> eraseMessages(Connection connection, UUID conversation, Instant now)
      throws SQLException {
    List<UUID> erased = new ArrayList<>();
    try (PreparedStatement delete = connection.prepareStatement(ATTACHMENTS)) {
      delete.setObject(1, conversation);
      delete.executeUpdate();
    }
    try (PreparedStatement update = connection.prepareStatement(ERASE_THREAD)) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      update.setObject(2, conversation);
      try (ResultSet rows = update.executeQuery()) {
        while (rows.next()) {
          erased.add(Columns.uuid(rows, "id"));
        }
      }
    }
    return erased;
  }

  /** Erases what is written around a thread. */
  static void eraseAround(
      Connection connection, Set<UUID> customers, List<UUID> tickets, List<Owned> addresses)
      throws SQLException {
    for (String sql : AROUND_CUSTOMERS) {
      run(connection, sql, customers);
    }
    for (String sql : AROUND_TICKETS) {
      run(connection, sql, tickets);
    }
    List<String> patterns = new ArrayList<>();
    customers.forEach(id -> patterns.add("%" + id + "%"));
    tickets.forEach(id -> patterns.add("%" + id + "%"));
    addresses.forEach(owned -> patterns.add("%" + literal(owned.address()) + "%"));
    try (PreparedStatement delete = connection.prepareStatement(ANSWERS)) {
      RowArrays.bind(delete, patterns).text(pattern -> pattern);
      delete.executeUpdate();
    }
  }

  /** The text as a pattern that matches nothing else. */
  private static String literal(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  static void eraseCustomers(Connection connection, Set<UUID> customers, Instant now)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CUSTOMERS)) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      update.setArray(2, connection.createArrayOf("uuid", customers.toArray()));
      update.executeUpdate();
    }
  }

  private static void run(Connection connection, String sql, Collection<UUID> ids)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      RowArrays.bind(statement, ids).uuid(id -> id);
      statement.executeUpdate();
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
