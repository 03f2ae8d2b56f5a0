package io.threadline.conversation.customer;

import io.threadline.contracts.Channel;
import io.threadline.conversation.core.Address;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Rows of identities that agents attach. */
final class IdentityStore {
  private static final String INSERT =
      """
      INSERT INTO identity (tenant_id, address, space, channels, customer_id, evidence, created_at)
      VALUES (threadline_tenant(), ?, ?, ARRAY[?], ?, 'attested', ?) ON CONFLICT DO NOTHING
      """;

  private static final String OWNER =
      "SELECT customer_id FROM identity WHERE address = ? AND space = ?";

  private static final String ADD_CHANNEL =
      """
      UPDATE identity SET channels = array_append(channels, ?)
      WHERE address = ? AND space = ? AND NOT ? = ANY (channels)
      """;

  private IdentityStore() {}

  /** Attaches the address, if it is nobody's; answers whether it was. */
  static boolean insert(
      Connection connection, UUID customer, Channel channel, Address address, Instant now)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, address.address());
      insert.setString(2, address.space());
      insert.setString(3, channel.name());
      insert.setObject(4, customer);
      insert.setObject(5, now.atOffset(ZoneOffset.UTC));
      return insert.executeUpdate() > 0;
    }
  }

  /** Whose the address is. */
  static UUID ownerOf(Connection connection, Address address) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OWNER)) {
      select.setString(1, address.address());
      select.setString(2, address.space());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("an identity that was in the way is gone");
        }
        return row.getObject(1, UUID.class);
      }
    }
  }

  /** Notes that the address is used on a channel; answers whether that is news. */
  static boolean addChannel(Connection connection, Address address, Channel channel)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ADD_CHANNEL)) {
      update.setString(1, channel.name());
      update.setString(2, address.address());
      update.setString(3, address.space());
      update.setString(4, channel.name());
      return update.executeUpdate() > 0;
    }
  }
}
