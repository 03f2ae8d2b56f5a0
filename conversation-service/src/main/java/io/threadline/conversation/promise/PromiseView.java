package io.threadline.conversation.promise;

import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that an agent has promised the customer.
 *
 * @param text what was promised
 * @param keptAt null while it is to be kept
 */
public record PromiseView(
    UUID id,
    UUID ticketId,
    String text,
    Instant dueAt,
    String madeBy,
    Instant madeAt,
    @Nullable Instant keptAt,
    @Nullable String keptBy,
    long version) {
  private static final int MOST = 100;

  /** Those of a ticket, the next one due first. */
  public static List<PromiseView> ofTicket(Connection connection, UUID ticket) throws SQLException {
    return Sql.list(
        connection,
        "SELECT * FROM promise WHERE ticket_id = ? ORDER BY due_at, id LIMIT " + MOST,
        PromiseView::read,
        ticket);
  }

  /** Those of a customer that are still to be kept, the next one due first. */
  public static List<PromiseView> openOfCustomer(Connection connection, UUID customer)
      throws SQLException {
    return Sql.list(
        connection,
        "SELECT p.* FROM ticket AS t JOIN promise AS p ON p.ticket_id = t.id"
            + " WHERE t.customer_id = ? AND p.kept_at IS NULL ORDER BY p.due_at, p.id LIMIT "
            + MOST,
        PromiseView::read,
        customer);
  }

  /** The promise of a row. */
  public static PromiseView read(ResultSet row) throws SQLException {
    return new PromiseView(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "ticket_id"),
        Columns.text(row, "text"),
        Columns.instant(row, "due_at"),
        Columns.text(row, "made_by"),
        Columns.instant(row, "made_at"),
        Columns.instantOrNull(row, "kept_at"),
        Columns.textOrNull(row, "kept_by"),
        row.getLong("version"));
  }
}
