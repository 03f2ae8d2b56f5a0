package io.threadline.conversation.timeline;

import io.threadline.contracts.Channel;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.Conversation.LastInbound;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.RowArrays;
import io.threadline.platform.database.SqlStates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of conversations, whose locks order everything that happens in a thread. */
public final class ConversationStore {
  /** In the order of ids, so that two transactions never wait for each other in a circle. */
  private static final String LOCK =
      """
      SELECT * FROM conversation WHERE id = ANY (?::uuid[]) ORDER BY id FOR NO KEY UPDATE
      """;

  private static final String UPDATE =
      """
      UPDATE conversation SET last_seq = c.last_seq, last_inbound_seq = c.inbound_seq,
        last_inbound_channel = c.channel, last_inbound_account = c.account,
        last_inbound_address = c.address, last_agent = c.agent
      FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::uuid[], ?::text[], ?::text[])
        AS c(id, last_seq, inbound_seq, channel, account, address, agent)
      WHERE conversation.id = c.id
      """;

  private static final String HANDS_CHANGED =
      "UPDATE conversation SET epoch = epoch + 1 WHERE id = ANY (?::uuid[])";

  private ConversationStore() {}

  /** Locks conversations to the end of the transaction and answers how they stand. */
  public static Map<UUID, Conversation> lock(Connection connection, Collection<UUID> ids)
      throws SQLException {
    return lock(connection, ids, Map.of());
  }

  /**
   * Locks conversations of which something was read before.
   *
   * @param epochs of the conversations when they were read
   * @throws SQLException to try again, if messages or addresses have changed hands since
   */
  public static Map<UUID, Conversation> lock(Connection connection, Map<UUID, Integer> epochs)
      throws SQLException {
    return lock(connection, epochs.keySet(), epochs);
  }

  private static Map<UUID, Conversation> lock(
      Connection connection, Collection<UUID> ids, Map<UUID, Integer> epochs) throws SQLException {
    Map<UUID, Conversation> locked = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(LOCK)) {
      RowArrays.bind(select, ids).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Conversation conversation = read(rows);
          Integer epoch = epochs.get(conversation.id());
          if (epoch != null && epoch != rows.getInt("epoch")) {
            throw SqlStates.tryAgain("conversation " + conversation.id() + " changed hands");
          }
          locked.put(conversation.id(), conversation);
        }
      }
    }
    return locked;
  }

  /** Says that messages or addresses of locked conversations belong to others now. */
  public static void handsChanged(Connection connection, Collection<UUID> ids) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(HANDS_CHANGED)) {
      RowArrays.bind(update, ids).uuid(id -> id);
      update.executeUpdate();
    }
  }

  /** Locks one conversation; empty if the tenant has none of that id. */
  public static Optional<Conversation> lock(Connection connection, UUID id) throws SQLException {
    return Optional.ofNullable(lock(connection, List.of(id)).get(id));
  }

  /** Writes locked conversations back. */
  public static void update(Connection connection, Collection<Conversation> conversations)
      throws SQLException {
    if (conversations.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      RowArrays.bind(update, conversations)
          .uuid(Conversation::id)
          .number(Conversation::lastSeq)
          .number(inbound(LastInbound::seq))
          .text(inbound(last -> last.channel().name()))
          .uuid(inbound(LastInbound::channelAccountId))
          .text(inbound(LastInbound::address))
          .text(Conversation::lastAgent);
      update.executeUpdate();
    }
  }

  private static <T> Function<Conversation, @Nullable T> inbound(Function<LastInbound, T> part) {
    return conversation -> {
      LastInbound last = conversation.lastInbound();
      return last == null ? null : part.apply(last);
    };
  }

  private static Conversation read(ResultSet row) throws SQLException {
    Channel channel = Columns.channelOrNull(row, "last_inbound_channel");
    LastInbound last =
        channel == null
            ? null
            : new LastInbound(
                row.getLong("last_inbound_seq"),
                channel,
                Columns.uuid(row, "last_inbound_account"),
                Columns.text(row, "last_inbound_address"));
    return new Conversation(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "customer_id"),
        row.getLong("last_seq"),
        last,
        Columns.textOrNull(row, "last_agent"));
  }
}
