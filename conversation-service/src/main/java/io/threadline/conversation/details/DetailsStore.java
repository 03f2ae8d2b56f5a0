package io.threadline.conversation.details;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.threadline.conversation.core.Details;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.platform.event.EventJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The details in the tickets' rows, written under the lock of the conversation. */
public final class DetailsStore {
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  private static final String UPDATE =
      """
      UPDATE ticket SET category = ?, complaint = ?, root_cause = ?, tags = ?::text[],
        participants = ?::text[], fields = ?::jsonb, follow_up_told = follow_up_told AND follow_up_at IS NOT DISTINCT FROM ?, follow_up_at = ?,
        snoozed_until = ?,
        merged_into = ?, version = version + 1
      WHERE id = ?
      """;

  private DetailsStore() {}

  /** The details of a ticket. */
  public static Optional<Details> find(Connection connection, UUID ticket) throws SQLException {
    return Sql.first(connection, "SELECT * FROM ticket WHERE id = ?", DetailsStore::read, ticket);
  }

  /** The details of a row of the table of tickets. */
  public static Details read(ResultSet row) throws SQLException {
    return new Details(
        Columns.textOrNull(row, "category"),
        row.getBoolean("complaint"),
        Columns.textOrNull(row, "root_cause"),
        Columns.texts(row, "tags"),
        Columns.texts(row, "participants"),
        fields(Columns.textOrNull(row, "fields")),
        Columns.instantOrNull(row, "follow_up_at"),
        Columns.instantOrNull(row, "snoozed_until"),
        Columns.uuidOrNull(row, "merged_into"));
  }

  /** Writes details that have changed, as a new version of the ticket. */
  public static void update(Connection connection, UUID ticket, Details before, Details after)
      throws SQLException {
    Sql.update(
        connection,
        UPDATE,
        after.category(),
        after.complaint(),
        after.rootCause(),
        after.tags(),
        after.participants(),
        json(after.fields()),
        after.followUpAt(),
        after.followUpAt(),
        after.snoozedUntil(),
        after.mergedInto(),
        ticket);
    List<String> terms = after.terms();
    if (terms.equals(before.terms())) {
      return;
    }
    Sql.update(connection, "DELETE FROM ticket_term WHERE ticket_id = ?", ticket);
    Sql.update(
        connection,
        "INSERT INTO ticket_term (tenant_id, term, ticket_id)"
            + " SELECT threadline_tenant(), term, ? FROM unnest(?::text[]) AS t(term)"
            + " ON CONFLICT DO NOTHING",
        ticket,
        terms);
  }

  private static Map<String, Object> fields(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    try {
      return EventJson.mapper().readValue(json, FIELDS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored custom fields cannot be read", e);
    }
  }

  private static @Nullable String json(Map<String, Object> fields) {
    if (fields.isEmpty()) {
      return null;
    }
    try {
      return EventJson.mapper().writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("custom fields cannot be written", e);
    }
  }
}
