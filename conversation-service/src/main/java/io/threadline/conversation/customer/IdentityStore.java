package io.threadline.conversation.customer;

import io.threadline.contracts.Channel;
import io.threadline.conversation.core.Address;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.id.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of identities that agents attach. */
final class IdentityStore {
  private static final String INSERT =
      """
      INSERT INTO identity (tenant_id, address, space, channels, customer_id, evidence, created_at)
      VALUES (threadline_tenant(), ?, ?, ARRAY[?], ?, 'attested', ?) ON CONFLICT DO NOTHING
      """;

  private static final String FIND =
      "SELECT * FROM identity WHERE address = ? AND space = ? FOR UPDATE";

  private static final String DETACH =
      """
      WITH detached AS (
        DELETE FROM identity WHERE address = ? AND space = ? RETURNING *
      ), changed AS (
        UPDATE customer SET version = version + 1 FROM detached
        WHERE customer.id = detached.customer_id
      )
      INSERT INTO former_identity (id, tenant_id, customer_id, address, space, channels, evidence,
        since, until, detached_by, reason)
      SELECT ?, tenant_id, customer_id, address, space, channels, evidence, created_at, ?, ?, ?
      FROM detached
      """;

  private static final String FORMER =
      "SELECT * FROM former_identity WHERE customer_id = ? AND (?::uuid IS NULL OR id < ?)"
          + " ORDER BY id DESC LIMIT ?";

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

  /**
   * An address that is somebody's.
   *
   * @param channels on which it is used
   */
  record Owned(UUID customerId, List<String> channels) {}

  /** Whose the address is, locked; empty if it is nobody's. */
  static Optional<Owned> find(Connection connection, Address address) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIND)) {
      select.setString(1, address.address());
      select.setString(2, address.space());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Owned(Columns.uuid(row, "customer_id"), Columns.texts(row, "channels")))
            : Optional.empty();
      }
    }
  }

  /** Takes an address from whose it is, and notes from when to when it was theirs. */
  static void detach(
      Connection connection, Address address, String by, @Nullable String reason, Instant now)
      throws SQLException {
    try (PreparedStatement detach = connection.prepareStatement(DETACH)) {
      detach.setString(1, address.address());
      detach.setString(2, address.space());
      detach.setObject(3, Ids.next());
      detach.setObject(4, now.atOffset(ZoneOffset.UTC));
      detach.setString(5, by);
      detach.setString(6, reason);
      detach.executeUpdate();
    }
  }

  /** Addresses that were a customer's, the one detached last first. */
  static List<FormerIdentity> former(
      Connection connection, UUID customer, @Nullable UUID before, int limit) throws SQLException {
    List<FormerIdentity> former = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(FORMER)) {
      select.setObject(1, customer);
      select.setObject(2, before);
      select.setObject(3, before);
      select.setInt(4, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          former.add(FormerIdentity.read(rows));
        }
      }
    }
    return former;
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
