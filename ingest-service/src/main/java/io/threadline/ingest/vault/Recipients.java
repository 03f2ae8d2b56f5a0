package io.threadline.ingest.vault;

import io.threadline.contracts.Channel;
import io.threadline.contracts.inbound.MessageReceived;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who wants silence, and when each address wrote last. Runs in the caller's transaction. */
public final class Recipients {
  private static final String WROTE =
      """
      INSERT INTO recipient (tenant_id, channel, address, last_inbound) VALUES (?, ?, ?, ?)
      ON CONFLICT (tenant_id, channel, address)
        DO UPDATE SET last_inbound = greatest(recipient.last_inbound, excluded.last_inbound)
      """;

  private Recipients() {}

  /**
   * What is known of an address.
   *
   * @param optedOut true after STOP, until START
   * @param lastInbound null if it never wrote
   */
  public record Known(boolean optedOut, @Nullable Instant lastInbound) {}

  private record Key(Channel channel, String address) {}

  /** Notes that these messages came. */
  static void wrote(Connection connection, UUID tenant, List<MessageReceived> messages)
      throws SQLException {
    // One row per address: a statement must not touch a row twice.
    Map<Key, Instant> latest = new LinkedHashMap<>();
    for (MessageReceived message : messages) {
      latest.merge(
          new Key(message.channel(), message.address()),
          message.receivedAt(),
          (a, b) -> a.isAfter(b) ? a : b);
    }
    try (PreparedStatement upsert = connection.prepareStatement(WROTE)) {
      for (Map.Entry<Key, Instant> entry : latest.entrySet()) {
        upsert.setObject(1, tenant);
        upsert.setString(2, entry.getKey().channel().name());
        upsert.setString(3, entry.getKey().address());
        upsert.setObject(4, entry.getValue().atOffset(ZoneOffset.UTC));
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  /** Sets or, with null, lifts the wish for silence. */
  static void setOptedOut(
      Connection connection, UUID tenant, Channel channel, String address, @Nullable Instant since)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE recipient SET opted_out_at = ?"
                + " WHERE tenant_id = ? AND channel = ? AND address = ?")) {
      update.setObject(1, since == null ? null : since.atOffset(ZoneOffset.UTC));
      update.setObject(2, tenant);
      update.setString(3, channel.name());
      update.setString(4, address);
      update.executeUpdate();
    }
  }

  /** What is known of an address on a channel. */
  public static Known find(Connection connection, UUID tenant, Channel channel, String address)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT opted_out_at IS NOT NULL, last_inbound FROM recipient"
                + " WHERE tenant_id = ? AND channel = ? AND address = ?")) {
      select.setObject(1, tenant);
      select.setString(2, channel.name());
      select.setString(3, address);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Known(row.getBoolean(1), row.getObject(2, OffsetDateTime.class).toInstant())
            : new Known(false, null);
      }
    }
  }
}
