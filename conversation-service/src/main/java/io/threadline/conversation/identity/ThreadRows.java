package io.threadline.conversation.identity;

import io.threadline.contracts.conversation.Direction;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.core.merge.Entry;
import io.threadline.conversation.core.merge.Merging;
import io.threadline.conversation.core.merge.Placed;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.ticket.TicketStore;
import io.threadline.platform.database.RowArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Messages, tickets and addresses on their way from one thread to another, under their locks. */
final class ThreadRows {
  private static final String ENTRIES =
      """
      SELECT conversation_id, seq, home_id, direction, channel, channel_account_id, address,
        ticket_id, author_kind, author, received_at
      FROM message WHERE conversation_id = ? ORDER BY seq
      """;

  /** Numbers are negative at first: the new ones are still taken. */
  private static final String PLACE =
      """
      UPDATE message SET conversation_id = p.target, seq = -p.new_seq, home_id = p.home,
        ticket_id = p.ticket
      FROM unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::bigint[], ?::uuid[], ?::uuid[])
        AS p(conversation_id, seq, target, new_seq, home, ticket)
      WHERE message.conversation_id = p.conversation_id AND message.seq = p.seq
      """;

  private static final String NUMBER =
      "UPDATE message SET seq = -seq WHERE conversation_id = ANY (?::uuid[]) AND seq < 0";

  private static final String TICKETS =
      "SELECT * FROM ticket WHERE conversation_id = ? ORDER BY id DESC";

  private static final String ADDRESSES =
      """
      SELECT address, space, coalesce(home_id, customer_id) AS home FROM identity
      WHERE customer_id = ANY (?::uuid[]) ORDER BY address, space FOR UPDATE
      """;

  private ThreadRows() {}

  /** All messages of a thread in order. */
  static List<Entry> entries(Connection connection, UUID conversation) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(ENTRIES)) {
      select.setObject(1, conversation);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
    }
    return entries;
  }

  private static Entry entry(ResultSet row) throws SQLException {
    var channel = Columns.channelOrNull(row, "channel");
    UUID account = Columns.uuidOrNull(row, "channel_account_id");
    String address = Columns.textOrNull(row, "address");
    boolean agents = Columns.text(row, "author_kind").equals("agent");
    return new Entry(
        Columns.uuid(row, "conversation_id"),
        row.getLong("seq"),
        Columns.uuidOrNull(row, "home_id"),
        Words.stored(Direction.class, Columns.text(row, "direction")),
        channel == null || account == null || address == null
            ? null
            : new Entry.Route(channel, account, address),
        Columns.uuidOrNull(row, "ticket_id"),
        agents ? Columns.textOrNull(row, "author") : null,
        Columns.instant(row, "received_at"));
  }

  /** Writes every message to its place. */
  static void place(Connection connection, Collection<Placed> messages, Collection<UUID> threads)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(PLACE)) {
      RowArrays.bind(update, messages)
          .uuid(placed -> placed.entry().conversationId())
          .number(placed -> placed.entry().seq())
          .uuid(Placed::conversationId)
          .number(Placed::seq)
          .uuid(Placed::home)
          .uuid(Placed::ticketId);
      update.executeUpdate();
    }
    try (PreparedStatement update = connection.prepareStatement(NUMBER)) {
      RowArrays.bind(update, threads).uuid(id -> id);
      update.executeUpdate();
    }
  }

  /**
   * The tickets of a thread.
   *
   * @param newestFirst all of them
   * @param marked those that were there before a merge, with whose they are
   */
  record Tickets(List<Ticket> newestFirst, Map<UUID, UUID> marked) {}

  static Tickets tickets(Connection connection, UUID conversation) throws SQLException {
    List<Ticket> tickets = new ArrayList<>();
    Map<UUID, UUID> marked = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(TICKETS)) {
      select.setObject(1, conversation);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Ticket ticket = TicketStore.read(rows);
          tickets.add(ticket);
          UUID home = Columns.uuidOrNull(rows, "home_id");
          if (home != null) {
            marked.put(ticket.id(), home);
          }
        }
      }
    }
    return new Tickets(tickets, marked);
  }

  /** A thread that is to be merged. */
  static Merging.Side side(Connection connection, Conversation thread) throws SQLException {
    Tickets tickets = tickets(connection, thread.id());
    return new Merging.Side(
        thread,
        entries(connection, thread.id()),
        tickets.newestFirst().stream().map(Ticket::id).toList(),
        tickets.marked());
  }

  /**
   * Locks the addresses of customers, in the order of their keys, and answers whose each of them is
   * at home.
   */
  static Map<Address, UUID> addresses(Connection connection, Set<UUID> customers)
      throws SQLException {
    Map<Address, UUID> homes = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(ADDRESSES)) {
      RowArrays.bind(select, customers).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          homes.put(
              new Address(Columns.text(rows, "space"), Columns.text(rows, "address")),
              Columns.uuid(rows, "home"));
        }
      }
    }
    return homes;
  }
}
