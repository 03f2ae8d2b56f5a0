package io.threadline.conversation.search;

import io.threadline.contracts.conversation.MessageAppended;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.core.search.SearchWords;
import io.threadline.conversation.database.Sql;
import io.threadline.platform.database.RowArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Rows of what is searched. */
public final class SearchIndex {
  private static final String MESSAGES =
      """
      INSERT INTO search_message (tenant_id, message_id, conversation_id, ticket_id, direction,
        channel, author, at, text, tsv)
      SELECT threadline_tenant(), id, conversation_id, ticket_id, direction, channel, author, at, text,
        search_vector(text)
      FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
        ?::timestamptz[], ?::text[])
        AS m(id, conversation_id, ticket_id, direction, channel, author, at, text)
      """;

  private static final String WORDS =
      "INSERT INTO search_word (tenant_id, word) SELECT threadline_tenant(), word"
          + " FROM unnest(?::text[]) AS w(word) ON CONFLICT DO NOTHING";

  private static final String CUSTOMERS =
      """
      INSERT INTO search_customer (customer_id, tenant_id, text)
      SELECT c.id, threadline_tenant(), lower(concat_ws(' ', c.display_name, (
        SELECT string_agg(i.address, ' ' ORDER BY i.address) FROM identity AS i
        WHERE i.customer_id = c.id)))
      FROM customer AS c WHERE c.id = ANY (?::uuid[]) AND c.merged_into IS NULL
      ON CONFLICT (customer_id) DO UPDATE SET text = excluded.text
      """;

  private static final String ABSORBED =
      """
      DELETE FROM search_customer WHERE customer_id = ANY (?::uuid[]) AND NOT EXISTS (
        SELECT FROM customer AS c WHERE c.id = search_customer.customer_id
          AND c.merged_into IS NULL)
      """;

  /** Messages keep their ids wherever a merge, a split or their undoing puts them. */
  private static final String MOVED =
      """
      UPDATE search_message AS s SET conversation_id = m.conversation_id, ticket_id = m.ticket_id
      FROM message AS m
      WHERE m.conversation_id = ANY (?::uuid[]) AND s.conversation_id = ANY (?::uuid[])
        AND s.message_id = m.id
        AND (s.conversation_id, s.ticket_id) IS DISTINCT FROM (m.conversation_id, m.ticket_id)
      """;

  private SearchIndex() {}

  static void messages(Connection connection, List<MessageAppended> messages) throws SQLException {
    if (messages.isEmpty()) {
      return;
    }
    Set<String> words = new TreeSet<>();
    messages.forEach(message -> words.addAll(SearchWords.toRemember(message.text())));
    try (PreparedStatement insert = connection.prepareStatement(MESSAGES)) {
      RowArrays.bind(insert, messages)
          .uuid(MessageAppended::messageId)
          .uuid(MessageAppended::conversationId)
          .uuid(MessageAppended::ticketId)
          .text(message -> Words.of(message.direction()))
          .text(message -> message.channel() == null ? null : message.channel().name())
          .text(message -> message.author().agent())
          .instant(MessageAppended::at)
          .text(SearchIndex::text);
      insert.executeUpdate();
    }
    Sql.update(connection, WORDS, words);
  }

  private static String text(MessageAppended message) {
    return message.subject() == null ? message.text() : message.subject() + "\n" + message.text();
  }

  /** Reads names and addresses of customers anew. */
  public static void customers(Connection connection, Collection<UUID> customers)
      throws SQLException {
    if (!customers.isEmpty()) {
      Sql.update(connection, CUSTOMERS, customers);
      Sql.update(connection, ABSORBED, customers);
    }
  }

  static void moved(Connection connection, Collection<UUID> conversations) throws SQLException {
    if (!conversations.isEmpty()) {
      Sql.update(connection, MOVED, conversations, conversations);
    }
  }
}
