package io.threadline.ingest.suppression;

import io.threadline.contracts.Channel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of suppressed addresses. Runs in the caller's transaction. */
public final class Suppressions {
  private static final String ADD =
      """
      INSERT INTO suppression (tenant_id, channel, address, cause, code, reason, message_id, since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant_id, channel, address)
        DO UPDATE SET cause = excluded.cause, code = excluded.code, reason = excluded.reason,
          message_id = excluded.message_id, since = excluded.since
        WHERE suppression.since <= excluded.since
      """;
  private static final String LIST =
      """
      SELECT * FROM suppression
      WHERE (channel, address) > (?, ?) AND (?::text IS NULL OR address = ?)
      ORDER BY channel, address LIMIT ?
      """;

  private Suppressions() {}

  /** Adds an address, or what is newer about one that is there. */
  public static void add(Connection connection, UUID tenant, Suppression suppression)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      insert.setObject(1, tenant);
      insert.setString(2, suppression.channel());
      insert.setString(3, suppression.address());
      insert.setString(4, suppression.cause());
      insert.setString(5, suppression.code());
      insert.setString(6, suppression.reason());
      insert.setObject(7, suppression.messageId());
      insert.setObject(8, suppression.since().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  /** Why an address must not be written to; empty if it may. */
  public static Optional<Suppression> find(
      Connection connection, UUID tenant, Channel channel, String address) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM suppression WHERE tenant_id = ? AND channel = ? AND address = ?")) {
      select.setObject(1, tenant);
      select.setString(2, channel.name());
      select.setString(3, address);
      return read(select).stream().findFirst();
    }
  }

  /** In the order of channel and address, those after a place in it. */
  public static List<Suppression> list(
      Connection connection,
      String afterChannel,
      String afterAddress,
      @Nullable String address,
      int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LIST)) {
      select.setString(1, afterChannel);
      select.setString(2, afterAddress);
      select.setString(3, address);
      select.setString(4, address);
      select.setInt(5, limit);
      return read(select);
    }
  }

  /** Allows an address again; false if it was not suppressed. */
  public static boolean remove(Connection connection, UUID tenant, Channel channel, String address)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM suppression WHERE tenant_id = ? AND channel = ? AND address = ?")) {
      delete.setObject(1, tenant);
      delete.setString(2, channel.name());
      delete.setString(3, address);
      return delete.executeUpdate() == 1;
    }
  }

  private static List<Suppression> read(PreparedStatement select) throws SQLException {
    List<Suppression> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Suppression(
                row.getString("channel"),
                row.getString("address"),
                row.getString("cause"),
                row.getString("code"),
                row.getString("reason"),
                row.getObject("message_id", UUID.class),
                row.getObject("since", OffsetDateTime.class).toInstant()));
      }
    }
    return found;
  }
}
