package io.threadline.conversation.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.threadline.contracts.Attachment;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.conversation.core.Intake.Appended;
import io.threadline.conversation.core.Words;
import io.threadline.platform.database.RowArrays;
import io.threadline.platform.event.EventJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes customers' messages, any number in one statement. */
final class MessageWriter {
  /** Array columns cannot hold arrays of different lengths: references travel as lines. */
  private static final String INSERT =
      """
      INSERT INTO message (tenant_id, direction, author_kind, conversation_id, seq, id, ticket_id,
        channel, channel_account_id, address, subject, text, quoted_text, html, attachments, keyword,
        unsupported_type, provider_message_id, reference_ids, content_hash, provider_time,
        received_at)
      SELECT threadline_tenant(), 'inbound', 'customer', conversation_id, seq, id, ticket_id,
        channel, channel_account_id, address, subject, text, quoted_text, html, attachments::jsonb,
        keyword, unsupported_type, provider_message_id, string_to_array(reference_ids, E'\\n'),
        content_hash, provider_time, received_at
      FROM unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
        AS m(conversation_id, seq, id, ticket_id, channel, channel_account_id, address,
        subject, text, quoted_text, html, attachments, keyword, unsupported_type,
        provider_message_id, reference_ids, content_hash, provider_time, received_at)
      """;

  private MessageWriter() {}

  static void insert(Connection connection, List<Appended> appended) throws SQLException {
    if (appended.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      RowArrays.bind(insert, appended)
          .uuid(Appended::conversationId)
          .number(Appended::seq)
          .uuid(of(MessageReceived::messageId))
          .uuid(Appended::ticketId)
          .text(of(message -> message.channel().name()))
          .uuid(of(MessageReceived::channelAccountId))
          .text(of(MessageReceived::address))
          .text(of(MessageReceived::subject))
          .text(of(MessageReceived::text))
          .text(of(MessageReceived::quotedText))
          .text(of(MessageReceived::html))
          .text(of(message -> json(message.attachments())))
          .text(of(message -> message.keyword() == null ? null : Words.of(message.keyword())))
          .text(of(MessageReceived::unsupportedType))
          .text(of(MessageReceived::providerMessageId))
          .text(of(message -> lines(message.references())))
          .text(of(MessageReceived::contentHash))
          .instant(of(MessageReceived::providerTime))
          .instant(of(MessageReceived::receivedAt));
      insert.executeUpdate();
    }
  }

  private static <T> Function<Appended, T> of(Function<MessageReceived, T> column) {
    return row -> column.apply(row.message());
  }

  private static @Nullable String lines(List<String> references) {
    return references.isEmpty() ? null : String.join("\n", references);
  }

  private static @Nullable String json(List<Attachment> attachments) {
    if (attachments.isEmpty()) {
      return null;
    }
    try {
      return EventJson.mapper().writeValueAsString(attachments);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(attachments.size() + " attachments cannot be written", e);
    }
  }
}
