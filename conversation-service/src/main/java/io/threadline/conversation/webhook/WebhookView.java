package io.threadline.conversation.webhook;

import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.platform.problem.ApiException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the API shows it; never its secret.
 *
 * @param events the names of the events it is told, or {@code *} for all
 */
public record WebhookView(
    UUID id,
    String url,
    @Nullable String description,
    List<String> events,
    boolean enabled,
    Instant createdAt,
    String createdBy,
    long version) {

  static WebhookView find(Connection connection, UUID id) throws SQLException {
    return Sql.first(connection, "SELECT * FROM webhook WHERE id = ?", WebhookView::read, id)
        .orElseThrow(() -> ApiException.notFound("webhook", id));
  }

  static WebhookView read(ResultSet row) throws SQLException {
    return new WebhookView(
        Columns.uuid(row, "id"),
        Columns.text(row, "url"),
        Columns.textOrNull(row, "description"),
        Columns.texts(row, "events"),
        row.getBoolean("enabled"),
        Columns.instant(row, "created_at"),
        Columns.text(row, "created_by"),
        row.getLong("version"));
  }
}
