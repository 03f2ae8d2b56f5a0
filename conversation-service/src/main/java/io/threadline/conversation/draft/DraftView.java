package io.threadline.conversation.draft;

import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that an agent has begun to write.
 *
 * @param note true for a note, false for a reply
 * @param channel the one that a reply is to leave on, if the agent has chosen
 */
public record DraftView(
    UUID customerId,
    @Nullable UUID ticketId,
    boolean note,
    @Nullable String channel,
    String text,
    Instant savedAt,
    long version) {
  private static final String SELECT =
      "SELECT d.*, c.customer_id FROM draft AS d JOIN conversation AS c ON c.id = d.conversation_id"
          + " WHERE d.agent = ?";

  private static final String SAVE =
      """
      INSERT INTO draft (tenant_id, agent, conversation_id, ticket_id, note, channel, text, version,
        saved_at)
      VALUES (threadline_tenant(), ?, ?, ?, ?, ?, ?, 0, now())
      ON CONFLICT (tenant_id, agent, conversation_id) DO UPDATE SET ticket_id = excluded.ticket_id,
        note = excluded.note, channel = excluded.channel, text = excluded.text,
        version = draft.version + 1, saved_at = excluded.saved_at
      """;

  static Optional<DraftView> find(Connection connection, String agent, UUID conversation)
      throws SQLException {
    return Sql.first(
        connection, SELECT + " AND d.conversation_id = ?", DraftView::read, agent, conversation);
  }

  /** An agent's drafts, the one saved last first. */
  static List<DraftView> all(Connection connection, String agent, int most) throws SQLException {
    return Sql.list(
        connection, SELECT + " ORDER BY d.saved_at DESC LIMIT ?", DraftView::read, agent, most);
  }

  static void save(
      Connection connection,
      String agent,
      UUID conversation,
      DraftResource.Draft draft,
      String text)
      throws SQLException {
    Sql.update(
        connection,
        SAVE,
        agent,
        conversation,
        draft.ticketId(),
        Boolean.TRUE.equals(draft.note()),
        draft.channel(),
        text);
  }

  /** Forgets a draft: it was sent, or given up. */
  public static void remove(Connection connection, String agent, UUID conversation)
      throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM draft WHERE agent = ? AND conversation_id = ?",
        agent,
        conversation);
  }

  private static DraftView read(ResultSet row) throws SQLException {
    return new DraftView(
        Columns.uuid(row, "customer_id"),
        Columns.uuidOrNull(row, "ticket_id"),
        row.getBoolean("note"),
        Columns.textOrNull(row, "channel"),
        Columns.text(row, "text"),
        Columns.instant(row, "saved_at"),
        row.getLong("version"));
  }
}
