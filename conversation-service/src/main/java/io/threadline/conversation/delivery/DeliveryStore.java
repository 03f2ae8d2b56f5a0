package io.threadline.conversation.delivery;

import io.threadline.contracts.DeliveryState;
import io.threadline.conversation.core.Delivery;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.RowArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The delivery columns of messages that were sent. */
final class DeliveryStore {
  private static final String FIND =
      """
      SELECT conversation_id, seq, id, delivery, provider_message_id, delivery_code,
        delivery_reason
      FROM message WHERE id = ANY (?::uuid[]) AND direction = 'outbound'
      """;

  private static final String UPDATE =
      """
      UPDATE message SET delivery = d.state,
        provider_message_id = d.provider_id, delivery_code = d.code, delivery_reason = d.reason
      FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
        AS d(conversation_id, seq, state, provider_id, code, reason)
      WHERE message.conversation_id = d.conversation_id AND message.seq = d.seq
      """;

  private DeliveryStore() {}

  /** A message that left, and what is known of it. */
  record SentMessage(UUID conversationId, long seq, UUID id, Delivery delivery) {
    SentMessage with(Delivery next) {
      return new SentMessage(conversationId, seq, id, next);
    }
  }

  static Map<UUID, SentMessage> byId(Connection connection, Collection<UUID> ids)
      throws SQLException {
    Map<UUID, SentMessage> found = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(FIND)) {
      RowArrays.bind(select, ids).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          SentMessage message = read(rows);
          found.put(message.id(), message);
        }
      }
    }
    return found;
  }

  static void update(Connection connection, Collection<SentMessage> messages) throws SQLException {
    if (messages.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      RowArrays.bind(update, messages)
          .uuid(SentMessage::conversationId)
          .number(SentMessage::seq)
          .text(message -> Words.of(message.delivery().state()))
          .text(message -> message.delivery().providerMessageId())
          .text(message -> message.delivery().code())
          .text(message -> message.delivery().reason());
      update.executeUpdate();
    }
  }

  private static SentMessage read(ResultSet row) throws SQLException {
    return new SentMessage(
        Columns.uuid(row, "conversation_id"),
        row.getLong("seq"),
        Columns.uuid(row, "id"),
        new Delivery(
            Words.stored(DeliveryState.class, Columns.text(row, "delivery")),
            Columns.textOrNull(row, "provider_message_id"),
            Columns.textOrNull(row, "delivery_code"),
            Columns.textOrNull(row, "delivery_reason")));
  }
}
