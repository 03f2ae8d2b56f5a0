package io.threadline.conversation.intake;

import io.threadline.contracts.Channel;
import io.threadline.contracts.conversation.IdentityAttached;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.core.Intake.Caused;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.RowArrays;
import io.threadline.platform.id.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds whose the addresses of a batch are, and makes a customer, an identity and a conversation
 * for each address that is nobody's yet. Two instances may meet the same new address at once (a
 * person who writes by SMS and WhatsApp): the identity's key decides who makes the customer, the
 * other one waits for it and takes what it finds.
 */
final class Senders {
  private static final String FIND =
      """
      SELECT i.address, i.space, i.channels, c.id AS conversation_id, c.customer_id, c.epoch
      FROM unnest(?::text[], ?::text[]) AS wanted(address, space)
      JOIN identity AS i ON i.address = wanted.address AND i.space = wanted.space
      JOIN conversation AS c ON c.customer_id = i.customer_id
      """;

  private static final String CREATE =
      """
      WITH sender AS (
        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[],
          ?::text[], ?::timestamptz[])
          AS s(address, space, channel, evidence, customer_id, conversation_id, name, at)
      ), claimed AS (
        INSERT INTO identity (tenant_id, address, space, channels, customer_id, evidence, created_at)
        SELECT threadline_tenant(), address, space, ARRAY[channel], customer_id, evidence, at
        FROM sender ORDER BY address, space
        ON CONFLICT DO NOTHING
        RETURNING customer_id
      ), made AS (
        INSERT INTO customer (id, tenant_id, display_name, created_at)
        SELECT customer_id, threadline_tenant(), name, at FROM sender JOIN claimed USING (customer_id)
      )
      INSERT INTO conversation (id, tenant_id, customer_id, created_at)
      SELECT conversation_id, threadline_tenant(), customer_id, at
      FROM sender JOIN claimed USING (customer_id)
      RETURNING id
      """;

  private static final String ANOTHER_CHANNEL =
      """
      UPDATE identity SET channels = array_append(channels, ?)
      WHERE address = ? AND space = ? AND NOT ? = ANY (channels)
      """;

  private static final String NAME =
      "UPDATE customer SET display_name = ?, version = version + 1 "
          + "WHERE id = ? AND display_name IS NULL";

  private final Connection connection;
  private final SortedMap<Address, MessageReceived> first = new TreeMap<>();
  private final Map<Address, Found> found = new HashMap<>();
  private final List<Caused> events = new ArrayList<>();

  private Senders(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param conversations the conversation of every address of the batch
   * @param epochs of those conversations
   * @param events what became known of identities
   */
  record Resolved(
      Map<Address, UUID> conversations, Map<UUID, Integer> epochs, List<Caused> events) {}

  private record Found(UUID conversationId, UUID customerId, List<String> channels, int epoch) {}

  private record Newcomer(Address address, MessageReceived message, UUID customer, UUID thread) {}

  static Resolved resolve(Connection connection, List<MessageReceived> batch) throws SQLException {
    Senders senders = new Senders(connection);
    for (MessageReceived message : batch) {
      senders.first.putIfAbsent(Address.of(message.channel(), message.address()), message);
    }
    senders.find(senders.first.keySet());
    senders.createMissing();
    senders.noteChannels(batch);
    Map<Address, UUID> conversations = new HashMap<>();
    Map<UUID, Integer> epochs = new HashMap<>();
    senders.found.forEach((address, own) -> {
      conversations.put(address, own.conversationId());
      epochs.put(own.conversationId(), own.epoch());
    });
    return new Resolved(conversations, epochs, senders.events);
  }

  private void find(Collection<Address> addresses) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIND)) {
      RowArrays.bind(select, addresses).text(Address::address).text(Address::space);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(
              new Address(Columns.text(rows, "space"), Columns.text(rows, "address")),
              new Found(
                  Columns.uuid(rows, "conversation_id"),
                  Columns.uuid(rows, "customer_id"),
                  Columns.texts(rows, "channels"),
                  rows.getInt("epoch")));
        }
      }
    }
  }

  private void createMissing() throws SQLException {
    List<Newcomer> newcomers = new ArrayList<>();
    first.forEach((address, message) -> {
      if (!found.containsKey(address)) {
        newcomers.add(new Newcomer(address, message, Ids.next(), Ids.next()));
      }
    });
    if (newcomers.isEmpty()) {
      return;
    }
    create(newcomers);
    List<Address> taken =
        newcomers.stream().map(Newcomer::address).filter(a -> !found.containsKey(a)).toList();
    if (!taken.isEmpty()) {
      find(taken);
    }
  }

  private void create(List<Newcomer> newcomers) throws SQLException {
    Map<UUID, Newcomer> byThread = new HashMap<>();
    newcomers.forEach(newcomer -> byThread.put(newcomer.thread(), newcomer));
    try (PreparedStatement insert = connection.prepareStatement(CREATE)) {
      RowArrays.bind(insert, newcomers)
          .text(newcomer -> newcomer.address().address())
          .text(newcomer -> newcomer.address().space())
          .text(newcomer -> newcomer.message().channel().name())
          .text(newcomer -> Words.of(newcomer.address().evidenceOfArrival()))
          .uuid(Newcomer::customer)
          .uuid(Newcomer::thread)
          .text(newcomer -> newcomer.message().senderName())
          .instant(newcomer -> newcomer.message().receivedAt());
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          Newcomer made = byThread.get(Columns.uuid(rows, "id"));
          if (made != null) {
            welcome(made);
          }
        }
      }
    }
  }

  private void welcome(Newcomer made) {
    Channel channel = made.message().channel();
    Found own = new Found(made.thread(), made.customer(), List.of(channel.name()), 0);
    found.put(made.address(), own);
    events.add(attached(own, made.address(), made.message()));
  }

  /** A known number that is seen on one more channel is one more identity of its customer. */
  private void noteChannels(List<MessageReceived> batch) throws SQLException {
    SortedMap<Address, SortedMap<Channel, MessageReceived>> news = new TreeMap<>();
    for (MessageReceived message : batch) {
      Address address = Address.of(message.channel(), message.address());
      Found own = found.get(address);
      if (own != null && !own.channels().contains(message.channel().name())) {
        news.computeIfAbsent(address, a -> new TreeMap<>()).putIfAbsent(message.channel(), message);
      }
    }
    for (Map.Entry<Address, SortedMap<Channel, MessageReceived>> entry : news.entrySet()) {
      for (MessageReceived message : entry.getValue().values()) {
        noteChannel(entry.getKey(), message);
      }
    }
  }

  private void noteChannel(Address address, MessageReceived message) throws SQLException {
    Found own = found.get(address);
    if (own == null || !addChannel(address, message.channel())) {
      return;
    }
    events.add(attached(own, address, message));
    @Nullable String name = message.senderName();
    if (name != null) {
      try (PreparedStatement update = connection.prepareStatement(NAME)) {
        update.setString(1, name);
        update.setObject(2, own.customerId());
        update.executeUpdate();
      }
    }
  }

  private boolean addChannel(Address address, Channel channel) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ANOTHER_CHANNEL)) {
      update.setString(1, channel.name());
      update.setString(2, address.address());
      update.setString(3, address.space());
      update.setString(4, channel.name());
      return update.executeUpdate() > 0;
    }
  }

  private static Caused attached(Found own, Address address, MessageReceived message) {
    return new Caused(
        message.messageId(),
        new IdentityAttached(
            own.conversationId(),
            own.customerId(),
            message.channel(),
            address.address(),
            address.evidenceOfArrival(),
            message.receivedAt()));
  }
}
