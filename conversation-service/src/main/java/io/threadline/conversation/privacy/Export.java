package io.threadline.conversation.privacy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.threadline.platform.event.EventJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes everything that is kept of a customer as one JSON object, row by row as the database gives
 * them: however long the thread is, little of it is in memory.
 */
final class Export {
  private static final int FETCH = 500;
  private static final String OF = " AS r WHERE r.customer_id = ANY (?::uuid[])";

  /** Each section with the table and the rows of it; the tenant's id is the tenant's business. */
  private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("customers", "customer AS r WHERE r.id = ANY (?::uuid[])");
    SECTIONS.put("identities", "identity" + OF + " ORDER BY created_at");
    SECTIONS.put("formerIdentities", "former_identity" + OF + " ORDER BY id");
    SECTIONS.put("traits", "customer_trait" + OF + " ORDER BY trait, value");
    SECTIONS.put("attributes", "customer_attributes" + OF);
    SECTIONS.put("consents", "consent" + OF + " ORDER BY id");
    SECTIONS.put("tickets", "ticket" + OF + " ORDER BY id");
    SECTIONS.put(
        "promises",
        "promise AS r WHERE r.ticket_id IN (SELECT id FROM ticket"
            + " WHERE customer_id = ANY (?::uuid[])) ORDER BY id");
    SECTIONS.put("merges", "customer_merge AS r WHERE r.survivor_id = ANY (?::uuid[]) ORDER BY id");
    SECTIONS.put(
        "messages",
        "message AS r WHERE r.conversation_id IN (SELECT id FROM conversation"
            + " WHERE customer_id = ANY (?::uuid[])) ORDER BY conversation_id, seq");
  }

  private Export() {}

  /** Writes the customers and all that is theirs. */
  static void write(Connection connection, Set<UUID> customers, Instant now, OutputStream out)
      throws SQLException {
    try (JsonGenerator json = EventJson.mapper().getFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("exportedAt", now.toString());
      for (Map.Entry<String, String> section : SECTIONS.entrySet()) {
        json.writeArrayFieldStart(section.getKey());
        rows(connection, section.getValue(), customers, json);
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      // The reader has gone: nothing is to be undone.
      throw new UncheckedIOException("the export was cut off", e);
    }
  }

  private static void rows(
      Connection connection, String from, Set<UUID> customers, JsonGenerator json)
      throws SQLException, IOException {
    String sql = "SELECT to_jsonb(r) - 'tenant_id' FROM " + from;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setFetchSize(FETCH);
      select.setArray(1, connection.createArrayOf("uuid", customers.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          json.writeRawValue(rows.getString(1));
        }
      }
    }
  }
}
