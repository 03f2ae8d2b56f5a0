package io.threadline.conversation.intake;

import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.Intake.ProviderKey;
import io.threadline.conversation.core.ReplyReferences;
import io.threadline.conversation.core.ReplyReferences.Reference;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.RowArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the threads already hold of a batch: the messages themselves, and what they refer to. */
final class KnownMessages {
  private static final String STORED =
      """
      SELECT m.channel_account_id, m.provider_message_id, m.content_hash
      FROM unnest(?::uuid[], ?::text[]) AS wanted(account, provider_id)
      JOIN message AS m ON m.channel_account_id = wanted.account
        AND m.provider_message_id = wanted.provider_id AND m.direction = 'inbound'
      """;

  /** Only what was sent in the sender's own conversation: a stranger's quotation finds nothing. */
  private static final String REFERRED =
      """
      SELECT wanted.message_id, m.ticket_id
      FROM unnest(?::uuid[], ?::uuid[], ?::text[])
        AS wanted(message_id, conversation_id, provider_id)
      JOIN message AS m ON m.conversation_id = wanted.conversation_id
        AND m.provider_message_id IN (wanted.provider_id, '<' || wanted.provider_id || '>')
        AND m.direction = 'outbound'
      """;

  private static final String REFERRED_BY_OWN_ID =
      """
      SELECT wanted.message_id, m.ticket_id
      FROM unnest(?::uuid[], ?::uuid[], ?::uuid[]) AS wanted(message_id, conversation_id, own_id)
      JOIN message AS m ON m.id = wanted.own_id AND m.conversation_id = wanted.conversation_id
        AND m.direction = 'outbound'
      """;

  private KnownMessages() {}

  /** Hashes of those messages of the batch that are in a thread. */
  static Map<ProviderKey, String> stored(Connection connection, List<MessageReceived> batch)
      throws SQLException {
    Map<ProviderKey, String> stored = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(STORED)) {
      RowArrays.bind(select, batch)
          .uuid(MessageReceived::channelAccountId)
          .text(MessageReceived::providerMessageId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          stored.put(
              new ProviderKey(
                  Columns.uuid(rows, "channel_account_id"),
                  Columns.text(rows, "provider_message_id")),
              Columns.text(rows, "content_hash"));
        }
      }
    }
    return stored;
  }

  private record Quote(UUID messageId, UUID conversationId, Reference reference) {}

  /** The tickets that messages refer to, by message. */
  static Map<UUID, Set<UUID>> referred(
      Connection connection, List<MessageReceived> batch, Map<Address, UUID> senders)
      throws SQLException {
    List<Quote> quotes = new ArrayList<>();
    for (MessageReceived message : batch) {
      UUID conversation = senders.get(Address.of(message.channel(), message.address()));
      if (conversation != null) {
        ReplyReferences.of(message.references())
            .forEach(ref -> quotes.add(new Quote(message.messageId(), conversation, ref)));
      }
    }
    Map<UUID, Set<UUID>> referred = new HashMap<>();
    if (!quotes.isEmpty()) {
      lookUp(connection, quotes, referred);
    }
    return referred;
  }

  private static void lookUp(
      Connection connection, List<Quote> quotes, Map<UUID, Set<UUID>> referred)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(REFERRED)) {
      RowArrays.bind(select, quotes)
          .uuid(Quote::messageId)
          .uuid(Quote::conversationId)
          .text(quote -> quote.reference().providerId());
      collect(select, referred);
    }
    List<Quote> own = quotes.stream().filter(q -> q.reference().ownId().isPresent()).toList();
    if (own.isEmpty()) {
      return;
    }
    // A reply token may name the ticket itself.
    own.forEach(q -> add(referred, q.messageId(), q.reference().ownId().orElseThrow()));
    try (PreparedStatement select = connection.prepareStatement(REFERRED_BY_OWN_ID)) {
      RowArrays.bind(select, own)
          .uuid(Quote::messageId)
          .uuid(Quote::conversationId)
          .uuid(quote -> quote.reference().ownId().orElse(null));
      collect(select, referred);
    }
  }

  private static void collect(PreparedStatement select, Map<UUID, Set<UUID>> referred)
      throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        add(referred, Columns.uuid(rows, "message_id"), Columns.uuidOrNull(rows, "ticket_id"));
      }
    }
  }

  private static void add(Map<UUID, Set<UUID>> referred, UUID message, @Nullable UUID ticket) {
    if (ticket != null) {
      referred.computeIfAbsent(message, id -> new HashSet<>()).add(ticket);
    }
  }
}
