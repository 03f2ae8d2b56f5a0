package io.threadline.ingest.vault;

import io.threadline.contracts.Channel;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.platform.database.RowArrays;
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
  /** Who wrote within the minute before is left as it is: finding that out costs less. */
  private static final String WROTE =
      """
      INSERT INTO recipient (tenant_id, channel, address, last_inbound)
      SELECT ?, v.* FROM unnest(?::text[], ?::text[], ?::timestamptz[]) AS v (channel, address, at)
       WHERE NOT EXISTS (
         SELECT FROM recipient r
          WHERE r.tenant_id = ? AND r.channel = v.channel AND r.address = v.address
            AND r.last_inbound > v.at - interval '1 minute')
      ON CONFLICT (tenant_id, channel, address)
        DO UPDATE SET last_inbound = greatest(recipient.last_inbound, excluded.last_inbound)
      """;

  private Recipients() {}

  /**
   * What is known of an address.
   *
   * @param optedOut true after STOP, until START
   * @param lastInbound to the minute, never too late; null if it never wrote
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
      RowArrays.bind(upsert, latest.entrySet())
          .all(tenant)
          .text(entry -> entry.getKey().channel().name())
          .text(entry -> entry.getKey().address())
          .instant(Map.Entry::getValue)
          .all(tenant);
      upsert.executeUpdate();
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
