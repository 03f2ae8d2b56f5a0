package io.threadline.conversation.identity;

import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.merge.Unmerging;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.RowArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of merges, and whose the rows of customers are. */
final class MergeStore {
  private static final String STANDING =
      """
      SELECT c.id, c.merged_into, c.display_name, t.id AS conversation_id
      FROM customer AS c JOIN conversation AS t ON t.customer_id = c.id
      WHERE c.id = ANY (?::uuid[])
      """;

  private static final String ROOT =
      """
      WITH RECURSIVE up AS (
        SELECT id, merged_into FROM customer WHERE id = ?
        UNION ALL
        SELECT c.id, c.merged_into FROM up JOIN customer AS c ON c.id = up.merged_into)
      SELECT id FROM up WHERE merged_into IS NULL
      """;

  private static final String ABSORBED =
      """
      WITH RECURSIVE down AS (
        SELECT id FROM customer WHERE id = ?
        UNION ALL
        SELECT c.id FROM down JOIN customer AS c ON c.merged_into = down.id)
      SELECT id FROM down
      """;

  private static final String TAKE_TICKETS =
      """
      UPDATE ticket SET customer_id = ?, conversation_id = ?, version = version + 1
      WHERE conversation_id = ?
      """;

  private static final String TAKE_ADDRESSES =
      """
      UPDATE identity SET home_id = coalesce(home_id, customer_id), customer_id = ?
      WHERE customer_id IN (?, ?)
      """;

  private static final String RETURN_TICKETS =
      """
      UPDATE ticket SET home_id = h.home, customer_id = ?, conversation_id = ?,
        version = version + 1
      FROM unnest(?::uuid[], ?::uuid[]) AS h(id, home) WHERE ticket.id = h.id
      """;

  private static final String MARK_TICKETS =
      """
      UPDATE ticket SET home_id = h.home FROM unnest(?::uuid[], ?::uuid[]) AS h(id, home)
      WHERE ticket.id = h.id AND ticket.home_id IS NULL
      """;

  private static final String RETURN_ADDRESSES =
      "UPDATE identity SET customer_id = ? WHERE customer_id = ? AND home_id = ANY (?::uuid[])";

  private static final String SAVE =
      """
      INSERT INTO customer_merge (id, tenant_id, survivor_id, absorbed_id, adopted_name, merged_at,
        merged_by, reason)
      VALUES (?, threadline_tenant(), ?, ?, ?, ?, ?, ?)
      """;

  private static final String UNDO =
      """
      WITH undone AS (
        UPDATE customer_merge SET unmerged_at = ?, unmerged_by = ?, unmerge_reason = ?
        WHERE id = ? RETURNING survivor_id, absorbed_id, adopted_name
      ), named AS (
        UPDATE customer SET display_name = NULL FROM undone
        WHERE customer.id = undone.survivor_id AND display_name = undone.adopted_name
      )
      UPDATE customer SET merged_into = NULL, version = version + 1 FROM undone
      WHERE customer.id = undone.absorbed_id
      """;

  private static final String LIST =
      """
      SELECT * FROM customer_merge
      WHERE (survivor_id = ? OR absorbed_id = ?) AND (?::uuid IS NULL OR id < ?)
      ORDER BY id DESC LIMIT ?
      """;

  private MergeStore() {}

  /**
   * A customer, as far as merging goes.
   *
   * @param mergedInto who absorbed them; null for one of their own
   */
  record Standing(
      UUID id, UUID conversationId, @Nullable UUID mergedInto, @Nullable String displayName) {}

  static Map<UUID, Standing> standing(Connection connection, Collection<UUID> customers)
      throws SQLException {
    Map<UUID, Standing> found = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(STANDING)) {
      RowArrays.bind(select, customers).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Standing each =
              new Standing(
                  Columns.uuid(rows, "id"),
                  Columns.uuid(rows, "conversation_id"),
                  Columns.uuidOrNull(rows, "merged_into"),
                  Columns.textOrNull(rows, "display_name"));
          found.put(each.id(), each);
        }
      }
    }
    return found;
  }

  /** Who holds the thread of a customer now: the customer, or who absorbed them, however often. */
  static Optional<UUID> root(Connection connection, UUID customer) throws SQLException {
    return ids(connection, ROOT, customer).stream().findFirst();
  }

  /** A customer and everybody whom they have absorbed. */
  static Set<UUID> withAbsorbed(Connection connection, UUID customer) throws SQLException {
    return ids(connection, ABSORBED, customer);
  }

  private static Set<UUID> ids(Connection connection, String sql, UUID customer)
      throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, customer);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(Columns.uuid(rows, "id"));
        }
      }
    }
    return ids;
  }

  /** Tickets and addresses of both are the survivor's from now on. */
  static void take(Connection connection, Conversation survivor, Conversation absorbed)
      throws SQLException {
    run(connection, TAKE_TICKETS, survivor.customerId(), survivor.id(), absorbed.id());
    run(
        connection,
        TAKE_ADDRESSES,
        survivor.customerId(),
        survivor.customerId(),
        absorbed.customerId());
  }

  /** Notes whose each ticket is when customers are unmerged, where that is not noted yet. */
  static void markTickets(Connection connection, Map<UUID, UUID> homes) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(MARK_TICKETS)) {
      RowArrays.bind(update, homes.entrySet()).uuid(Map.Entry::getKey).uuid(Map.Entry::getValue);
      update.executeUpdate();
    }
  }

  /** Tickets and addresses go home with the restored customer. */
  static void giveBack(Connection connection, Unmerging.State state, Unmerging.Plan plan)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(RETURN_TICKETS)) {
      update.setObject(1, state.restored().customerId());
      update.setObject(2, state.restored().id());
      List<UUID> left = List.copyOf(plan.left());
      update.setArray(3, connection.createArrayOf("uuid", left.toArray()));
      update.setArray(
          4, connection.createArrayOf("uuid", left.stream().map(plan.homes()::get).toArray()));
      update.executeUpdate();
    }
    markTickets(connection, plan.homes());
    run(
        connection,
        RETURN_ADDRESSES,
        state.restored().customerId(),
        state.merged().customerId(),
        connection.createArrayOf("uuid", state.leaving().toArray()));
  }

  /** Notes the merge, and the name that the survivor takes over. */
  static void save(Connection connection, MergeView merge, @Nullable String adoptedName)
      throws SQLException {
    run(
        connection,
        "UPDATE customer SET merged_into = ?, version = version + 1 WHERE id = ?",
        merge.customerId(),
        merge.absorbedCustomerId());
    run(
        connection,
        "UPDATE customer SET version = version + 1, display_name = coalesce(display_name, ?)"
            + " WHERE id = ?",
        adoptedName,
        merge.customerId());
    run(
        connection,
        SAVE,
        merge.id(),
        merge.customerId(),
        merge.absorbedCustomerId(),
        adoptedName,
        merge.mergedAt().atOffset(ZoneOffset.UTC),
        merge.mergedBy(),
        merge.reason());
  }

  /** Notes that the merge is undone, and gives the customer back their own standing. */
  static void undo(Connection connection, MergeView undone, UUID root) throws SQLException {
    run(connection, "UPDATE customer SET version = version + 1 WHERE id = ?", root);
    run(
        connection,
        UNDO,
        undone.unmergedAt() == null ? null : undone.unmergedAt().atOffset(ZoneOffset.UTC),
        undone.unmergedBy(),
        undone.unmergeReason(),
        undone.id());
  }

  static Optional<MergeView> find(Connection connection, UUID merge) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM customer_merge WHERE id = ?")) {
      select.setObject(1, merge);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(MergeView.read(row)) : Optional.empty();
      }
    }
  }

  /** Merges that a customer was part of, newest first. */
  static List<MergeView> list(
      Connection connection, UUID customer, @Nullable UUID before, int limit) throws SQLException {
    List<MergeView> merges = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LIST)) {
      select.setObject(1, customer);
      select.setObject(2, customer);
      select.setObject(3, before);
      select.setObject(4, before);
      select.setInt(5, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          merges.add(MergeView.read(rows));
        }
      }
    }
    return merges;
  }

  private static void run(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
