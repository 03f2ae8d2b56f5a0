package io.threadline.conversation.ticket;

import io.threadline.contracts.Channel;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.Conversation.LastInbound;
import io.threadline.conversation.core.Storable;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.timeline.OwnMessage.Target;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a reply goes and what it answers: the customer's last message, or their last one on the
 * channel that the agent chose, or, if they never wrote on it, their address on that channel from
 * the account that the tenant used last.
 *
 * @param inReplyTo the provider's id of the message that is answered
 * @param references the chain of ids before it, oldest first
 */
record ReplyRoute(Target target, @Nullable String inReplyTo, List<String> references) {
  /** Longer chains are cut in the middle by mail programs anyway (RFC 5322, 3.6.4). */
  private static final int MAX_REFERENCES = 20;

  private static final String COLUMNS =
      "SELECT channel, channel_account_id, address, subject, provider_message_id, reference_ids,"
          + " EXISTS (SELECT FROM identity AS i WHERE i.address = message.address"
          + " AND i.customer_id = ?) AS still_theirs"
          + " FROM message WHERE conversation_id = ? AND direction = 'inbound'";

  private static final String BY_SEQ = COLUMNS + " AND seq = ?";

  private static final String BY_CHANNEL = COLUMNS + " AND channel = ? ORDER BY seq DESC LIMIT 1";

  private static final String ATTACHED =
      """
      SELECT i.address, (
        SELECT t.channel_account_id
        FROM (SELECT channel, channel_account_id FROM ticket ORDER BY id DESC LIMIT 10000) AS t
        WHERE t.channel = ? LIMIT 1) AS account
      FROM identity AS i WHERE i.customer_id = ? AND ? = ANY (i.channels) AND i.evidence <> 'guessed'
      ORDER BY i.created_at DESC LIMIT 1
      """;

  /**
   * The route of a reply.
   *
   * @param wished the channel the agent chose, or null for the customer's last one
   * @throws ApiException if there is none
   */
  static ReplyRoute choose(Connection connection, Conversation thread, @Nullable String wished)
      throws SQLException {
    LastInbound last = thread.lastInbound();
    if (wished == null || (last != null && wished.equals(last.channel().name()))) {
      if (last == null) {
        throw new ApiException(
            ErrorCode.CONFLICT, "the customer has never written: name the channel to write on");
      }
      return find(connection, BY_SEQ, thread, last.seq())
          .orElseThrow(() -> new IllegalStateException("no message " + last.seq()));
    }
    Channel channel = channel(wished);
    Optional<ReplyRoute> written = find(connection, BY_CHANNEL, thread, channel.name());
    return written.isPresent() ? written.get() : attached(connection, thread, channel);
  }

  private static Channel channel(String name) {
    try {
      return Channel.of(name);
    } catch (IllegalArgumentException _) {
      throw ApiException.invalid(
          "channel", Storable.text(name), "send a channel of the customer's, as email or sms");
    }
  }

  private static Optional<ReplyRoute> find(
      Connection connection, String sql, Conversation thread, Object key) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, thread.customerId());
      select.setObject(2, thread.id());
      select.setObject(3, key);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        ReplyRoute route = read(row);
        if (!row.getBoolean("still_theirs")) {
          throw new ApiException(
              ErrorCode.CONFLICT,
              "address '%s' is no longer the customer's: answer on another channel"
                  .formatted(route.target().address()));
        }
        return Optional.of(route);
      }
    }
  }

  private static ReplyRoute read(ResultSet row) throws SQLException {
    Target target =
        new Target(
            Channel.of(Columns.text(row, "channel")),
            Columns.uuid(row, "channel_account_id"),
            Columns.text(row, "address"),
            replySubject(Columns.textOrNull(row, "subject")));
    String answered = Columns.text(row, "provider_message_id");
    List<String> chain = new ArrayList<>(Columns.texts(row, "reference_ids"));
    // Reply tokens are ours and name no message.
    chain.removeIf(id -> !id.contains("@") || id.equals(answered));
    Collections.reverse(chain);
    chain.add(answered);
    List<String> distinct = chain.stream().distinct().toList();
    int from = Math.max(0, distinct.size() - MAX_REFERENCES);
    return new ReplyRoute(target, answered, distinct.subList(from, distinct.size()));
  }

  private static @Nullable String replySubject(@Nullable String subject) {
    if (subject == null || subject.isBlank()) {
      return subject;
    }
    return subject.toLowerCase(Locale.ROOT).startsWith("re:") ? subject : "Re: " + subject;
  }

  private static ReplyRoute attached(Connection connection, Conversation thread, Channel channel)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ATTACHED)) {
      select.setString(1, channel.name());
      select.setObject(2, thread.customerId());
      select.setString(3, channel.name());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw ApiException.invalid(
              "channel", channel, "the customer has no address on it: attach one first");
        }
        UUID account = Columns.uuidOrNull(row, "account");
        if (account == null) {
          throw ApiException.invalid(
              "channel", channel, "no message has come by it yet, so there is no account to use");
        }
        Target target = new Target(channel, account, Columns.text(row, "address"), null);
        return new ReplyRoute(target, null, List.of());
      }
    }
  }
}
