package io.threadline.conversation.webhook;

import io.threadline.conversation.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call of a webhook in its log.
 *
 * @param state {@code waiting}, {@code delivered} or {@code failed}
 * @param nextAttemptAt when it is made (again); null unless it waits
 * @param lastStatus of the last answer; null if there was none
 * @param replayOf the call that this one repeats
 */
public record DeliveryView(
    UUID id,
    UUID webhookId,
    UUID eventId,
    String type,
    String state,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant lastAttemptAt,
    @Nullable Integer lastStatus,
    @Nullable String lastError,
    Instant createdAt,
    @Nullable UUID replayOf,
    String body) {

  static DeliveryView read(ResultSet row) throws SQLException {
    String state = Columns.text(row, "state");
    int status = row.getInt("last_status");
    return new DeliveryView(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "webhook_id"),
        Columns.uuid(row, "event_id"),
        Columns.text(row, "type"),
        state,
        row.getInt("attempts"),
        state.equals("waiting") ? Columns.instant(row, "next_attempt_at") : null,
        Columns.instantOrNull(row, "last_attempt_at"),
        status == 0 ? null : status,
        Columns.textOrNull(row, "last_error"),
        Columns.instant(row, "created_at"),
        Columns.uuidOrNull(row, "replay_of"),
        Columns.text(row, "body"));
  }
}
