package io.threadline.ingest.vault;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.CustomerErased;
import io.threadline.contracts.conversation.MessagesErased;
import io.threadline.platform.inbox.BatchHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Erases what is kept of messages and customers that are erased: the payloads as they came, their
 * blobs, the texts and addresses of deliveries, and what is known of addresses. A blob that another
 * payload shares stays.
 */
final class ErasureBatch implements BatchHandler {
  private static final String PAYLOADS =
      """
      WITH erased AS (
        DELETE FROM raw_payload WHERE id = ANY (?) RETURNING id, blob
      )
      SELECT DISTINCT e.blob FROM erased AS e
      WHERE e.blob IS NOT NULL AND NOT EXISTS (
        SELECT FROM raw_payload AS r WHERE r.blob = e.blob AND r.id NOT IN (SELECT id FROM erased))
      """;

  /**
   * What is about to be sent has to be sent first: its report comes, and it is not erased twice.
   */
  private static final String DELIVERIES =
      """
      UPDATE delivery SET reason = NULL, request = (request - 'subject' - 'inReplyTo')
        || '{"to": "", "text": "", "attachments": [], "references": []}'::jsonb
      WHERE message_id = ANY (?) AND state NOT IN ('queued', 'sending')
      """;

  private static final String RECIPIENTS =
      """
      DELETE FROM recipient
      WHERE encode(sha256(convert_to(channel || '|' || address, 'UTF8')), 'hex') = ANY (?)
      """;

  private final BlobStore blobs;

  ErasureBatch(BlobStore blobs) {
    this.blobs = blobs;
  }

  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    for (Envelope<Event> envelope : events) {
      switch (envelope.data()) {
        case MessagesErased erased -> erase(connection, erased.messageIds());
        case CustomerErased erased ->
            update(connection, RECIPIENTS, "text", erased.addressHashes());
        default -> {}
      }
    }
  }

  private void erase(Connection connection, List<UUID> messages) throws SQLException {
    update(connection, DELIVERIES, "uuid", messages);
    try (PreparedStatement delete = connection.prepareStatement(PAYLOADS)) {
      delete.setArray(1, connection.createArrayOf("uuid", messages.toArray()));
      try (ResultSet rows = delete.executeQuery()) {
        while (rows.next()) {
          // Before the commit: if that fails, this is done again, and a blob that is gone is gone.
          deleteBlob(rows.getString("blob"));
        }
      }
    }
  }

  private void deleteBlob(String name) {
    try {
      blobs.delete(name);
    } catch (IOException e) {
      throw new UncheckedIOException("blob " + name + " cannot be deleted", e);
    }
  }

  private static void update(Connection connection, String sql, String type, List<?> values)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setArray(1, connection.createArrayOf(type, values.toArray()));
      update.executeUpdate();
    }
  }
}
