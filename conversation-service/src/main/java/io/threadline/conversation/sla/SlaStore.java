package io.threadline.conversation.sla;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.threadline.contracts.routing.SlaDeadlineReached.Clock;
import io.threadline.conversation.core.SlaClocks;
import io.threadline.conversation.core.SlaClocks.Run;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.RowArrays;
import io.threadline.platform.event.EventJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The clocks in the tickets' rows, written under the lock of the conversation. The ticket's version
 * stays: a clock is nobody's edit.
 */
public final class SlaStore {
  private static final TypeReference<Map<Clock, Run>> RUNS = new TypeReference<>() {};

  private static final String UPDATE =
      """
      UPDATE ticket SET sla = s.clocks::jsonb, due_at = s.due_at
      FROM unnest(?::uuid[], ?::text[], ?::timestamptz[]) AS s(id, clocks, due_at)
      WHERE ticket.id = s.id
      """;

  private SlaStore() {}

  /** The clocks of those of the tickets that exist. */
  public static Map<UUID, SlaClocks> byTicket(Connection connection, Collection<UUID> tickets)
      throws SQLException {
    Map<UUID, SlaClocks> found = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id, sla FROM ticket WHERE id = ANY (?::uuid[])")) {
      RowArrays.bind(select, tickets).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(Columns.uuid(rows, "id"), read(rows));
        }
      }
    }
    return found;
  }

  /** The clocks of a row of the table of tickets. */
  public static SlaClocks read(ResultSet row) throws SQLException {
    @Nullable String json = Columns.textOrNull(row, "sla");
    if (json == null) {
      return SlaClocks.NONE;
    }
    try {
      return new SlaClocks(EventJson.mapper().readValue(json, RUNS));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored clocks cannot be read", e);
    }
  }

  /** Writes clocks that have changed. */
  public static void update(Connection connection, Map<UUID, SlaClocks> changed)
      throws SQLException {
    if (changed.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      RowArrays.bind(update, changed.entrySet())
          .uuid(Map.Entry::getKey)
          .text(entry -> json(entry.getValue()))
          .instant(entry -> entry.getValue().due().orElse(null));
      update.executeUpdate();
    }
  }

  private static String json(SlaClocks clocks) {
    try {
      return EventJson.mapper().writeValueAsString(clocks.runs());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("clocks cannot be written", e);
    }
  }
}
