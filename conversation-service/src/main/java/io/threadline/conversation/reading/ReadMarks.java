package io.threadline.conversation.reading;

import io.threadline.conversation.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Rows of read marks: up to which place an agent has read a thread. */
public final class ReadMarks {
  private static final String SET =
      """
      INSERT INTO read_state (tenant_id, agent, conversation_id, seq, read_at)
      VALUES (threadline_tenant(), ?, ?, ?, now())
      ON CONFLICT (tenant_id, conversation_id, agent)
        DO UPDATE SET seq = excluded.seq, read_at = excluded.read_at
      """;

  private ReadMarks() {}

  /** Puts the mark at a place, be it further back. */
  public static void set(Connection connection, String agent, UUID conversation, long seq)
      throws SQLException {
    Sql.update(connection, SET, agent, conversation, seq);
  }

  /** The place of the mark; 0 where nothing was read. */
  public static long get(Connection connection, String agent, UUID conversation)
      throws SQLException {
    return Sql.first(
            connection,
            "SELECT seq FROM read_state WHERE conversation_id = ? AND agent = ?",
            row -> row.getLong("seq"),
            conversation,
            agent)
        .orElse(0L);
  }
}
