package io.threadline.conversation.viewing;

import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of viewers. Each change is told to all instances when its transaction commits. */
final class ViewerStore {
  /** A client says every ten seconds that it is still there. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The channel of PostgreSQL's notifications. */
  static final String CHANNEL = "conversation_viewers";

  private static final String REPORT =
      """
      INSERT INTO viewer AS v (tenant_id, conversation_id, connection, agent, typing, expires_at)
      VALUES (threadline_tenant(), ?, ?, ?, ?, now() + make_interval(secs => ?))
      ON CONFLICT (tenant_id, conversation_id, connection)
        DO UPDATE SET typing = excluded.typing, expires_at = excluded.expires_at
      RETURNING (SELECT typing FROM viewer AS old WHERE old.conversation_id = v.conversation_id
        AND old.connection = v.connection) AS was
      """;

  /** Typing counts for whoever has several connections. */
  private static final String LIST =
      """
      SELECT agent, bool_or(typing) AS typing FROM viewer
      WHERE conversation_id = ? AND expires_at > now() GROUP BY agent ORDER BY agent LIMIT 100
      """;

  /** A thread of a tenant. */
  record Watched(UUID tenant, UUID conversation) {
    String text() {
      return tenant + " " + conversation;
    }

    static Optional<Watched> parse(String text) {
      String[] parts = text.split(" ", -1);
      try {
        return Optional.of(new Watched(UUID.fromString(parts[0]), UUID.fromString(parts[1])));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
        return Optional.empty();
      }
    }
  }

  private ViewerStore() {}

  /** Says that a connection has the thread in front of it. */
  static void report(
      Connection connection, Watched thread, String socket, String agent, boolean typing)
      throws SQLException {
    Optional<String> before =
        Sql.first(
            connection,
            REPORT,
            row -> String.valueOf(row.getString("was")),
            thread.conversation(),
            socket,
            agent,
            typing,
            (double) PATIENCE.toSeconds());
    if (!before.orElse("").equals(typing ? "t" : "f")) {
      tell(connection, thread);
    }
  }

  /** Says that a connection has turned away from the thread. */
  static void left(Connection connection, Watched thread, String socket) throws SQLException {
    int gone =
        Sql.update(
            connection,
            "DELETE FROM viewer WHERE conversation_id = ? AND connection = ?",
            thread.conversation(),
            socket);
    if (gone > 0) {
      tell(connection, thread);
    }
  }

  /** Forgets who has not been heard of; outside any tenant. */
  static int sweep(Connection connection) throws SQLException {
    List<Watched> gone =
        Sql.list(
            connection,
            "DELETE FROM viewer WHERE expires_at < now() RETURNING tenant_id, conversation_id",
            row ->
                new Watched(Columns.uuid(row, "tenant_id"), Columns.uuid(row, "conversation_id")));
    for (Watched thread : gone) {
      tell(connection, thread);
    }
    return gone.size();
  }

  static List<Viewer> list(Connection connection, UUID conversation) throws SQLException {
    return Sql.list(
        connection,
        LIST,
        row -> new Viewer(Columns.text(row, "agent"), row.getBoolean("typing")),
        conversation);
  }

  private static void tell(Connection connection, Watched thread) throws SQLException {
    Sql.list(
        connection,
        "SELECT pg_notify(?, ?)",
        row -> row.getObject(1) == null,
        CHANNEL,
        thread.text());
  }
}
