package io.threadline.conversation.timeline;

import io.threadline.conversation.database.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads threads. */
public final class ThreadReader {
  private static final String PAGE =
      "SELECT "
          + MessageView.COLUMNS
          + " FROM message WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?";

  private static final String SINCE =
      "SELECT "
          + MessageView.COLUMNS
          + " FROM message WHERE conversation_id = ? AND seq > ? AND direction <> 'note'"
          + " ORDER BY seq LIMIT ?";

  private static final String NOTES =
      "SELECT "
          + MessageView.COLUMNS
          + " FROM message WHERE conversation_id = ? AND seq > ? AND direction = 'note'"
          + " ORDER BY seq DESC LIMIT ?";

  private static final String CONVERSATION_OF =
      """
      WITH RECURSIVE up AS (
        SELECT id, merged_into FROM customer WHERE id = ?
        UNION ALL
        SELECT c.id, c.merged_into FROM up JOIN customer AS c ON c.id = up.merged_into)
      SELECT t.id, t.customer_id, t.epoch FROM up JOIN conversation AS t ON t.customer_id = up.id
      WHERE up.merged_into IS NULL
      """;

  private ThreadReader() {}

  /**
   * Where the messages of a customer are.
   *
   * @param customerId who holds it: the customer, or, while they are merged, the survivor
   * @param epoch grows when messages get new numbers by a merge
   */
  public record Thread(UUID id, UUID customerId, int epoch) {}

  /** The thread of a customer; empty if the tenant has no such customer. */
  public static Optional<Thread> of(Connection connection, UUID customer) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(CONVERSATION_OF)) {
      select.setObject(1, customer);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Thread(
                    Columns.uuid(row, "id"), Columns.uuid(row, "customer_id"), row.getInt("epoch")))
            : Optional.empty();
      }
    }
  }

  /** Messages after a place, in the order of the thread. */
  public static List<MessageView> page(
      Connection connection, UUID conversation, long afterSeq, int limit) throws SQLException {
    return read(connection, PAGE, conversation, afterSeq, limit);
  }

  /** What the customer and colleagues wrote to each other after a place, notes left out. */
  public static List<MessageView> writtenSince(
      Connection connection, UUID conversation, long afterSeq, int limit) throws SQLException {
    return read(connection, SINCE, conversation, afterSeq, limit);
  }

  /** The newest notes of colleagues, newest first. */
  public static List<MessageView> lastNotes(Connection connection, UUID conversation, int limit)
      throws SQLException {
    return read(connection, NOTES, conversation, 0, limit);
  }

  private static List<MessageView> read(
      Connection connection, String sql, UUID conversation, long afterSeq, int limit)
      throws SQLException {
    List<MessageView> messages = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, conversation);
      select.setLong(2, afterSeq);
      select.setInt(3, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          messages.add(MessageView.read(rows));
        }
      }
    }
    return messages;
  }
}
