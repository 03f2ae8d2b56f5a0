package io.threadline.conversation.privacy;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.CustomerErased;
import io.threadline.contracts.conversation.MessagesErased;
import io.threadline.conversation.core.search.SearchWords;
import io.threadline.platform.inbox.BatchHandler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Erases what this service has made of published events: what is searched, and what outgoing
 * webhooks were told. It comes after those who made it, under the same position, so nothing is made
 * of an older event afterwards.
 */
public final class ErasedBatch implements BatchHandler {
  private static final String FOUND =
      """
      DELETE FROM search_message WHERE conversation_id = ? AND message_id = ANY (?::uuid[])
      RETURNING text
      """;

  /**
   * A word that others wrote too is still found; it is remembered again when it is written again.
   */
  private static final String WORDS =
      "DELETE FROM search_word WHERE tenant_id = threadline_tenant() AND word = ANY (?::text[])";

  private static final String CUSTOMERS =
      "DELETE FROM search_customer WHERE customer_id = ANY (?::uuid[])";

  private static final String TOLD = "DELETE FROM webhook_delivery WHERE body LIKE ANY (?::text[])";

  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    for (Envelope<Event> envelope : events) {
      switch (envelope.data()) {
        case MessagesErased erased -> erase(connection, erased);
        case CustomerErased erased -> {
          delete(connection, CUSTOMERS, "uuid", erased.customerIds());
          delete(
              connection,
              TOLD,
              "text",
              erased.customerIds().stream().map(id -> "%" + id + "%").toList());
        }
        default -> {}
      }
    }
  }

  private static void erase(Connection connection, MessagesErased erased) throws SQLException {
    Set<String> words = new TreeSet<>();
    try (PreparedStatement delete = connection.prepareStatement(FOUND)) {
      delete.setObject(1, erased.conversationId());
      delete.setArray(2, connection.createArrayOf("uuid", erased.messageIds().toArray()));
      try (ResultSet rows = delete.executeQuery()) {
        while (rows.next()) {
          words.addAll(SearchWords.toRemember(rows.getString(1)));
        }
      }
    }
    delete(connection, WORDS, "text", words);
  }

  private static void delete(Connection connection, String sql, String type, Collection<?> values)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setArray(1, connection.createArrayOf(type, values.toArray()));
      delete.executeUpdate();
    }
  }
}
