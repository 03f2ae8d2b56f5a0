package io.threadline.ingest.channel.email.imap;

import io.threadline.ingest.account.ChannelAccount;
import io.threadline.platform.database.JdbcTransactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The table of cursors and leases. A cursor moves only while its lease is held. */
@ApplicationScoped
public class ImapCursors {
  private static final String LEASE =
      """
      INSERT INTO imap_cursor (tenant_id, channel_account_id, folder, leased_by, leased_until)
      VALUES (?, ?, ?, ?, now() + make_interval(secs => ?))
      ON CONFLICT (tenant_id, channel_account_id, folder) DO UPDATE
        SET leased_by = excluded.leased_by, leased_until = excluded.leased_until
        WHERE imap_cursor.leased_by = excluded.leased_by OR imap_cursor.leased_until < now()
          OR imap_cursor.leased_until IS NULL
      RETURNING uid_validity, last_uid, read_at
      """;
  private static final String MOVE =
      """
      UPDATE imap_cursor SET uid_validity = ?, last_uid = ?, read_at = now()
      WHERE tenant_id = ? AND channel_account_id = ? AND folder = ? AND leased_by = ?
      """;
  private static final String END =
      """
      UPDATE imap_cursor SET leased_until = NULL
      WHERE tenant_id = ? AND channel_account_id = ? AND folder = ? AND leased_by = ?
      """;

  private final JdbcTransactions transactions;

  public ImapCursors(JdbcTransactions transactions) {
    this.transactions = transactions;
  }

  /** Takes or renews the lease; empty while another instance has it. */
  Optional<ImapCursor> lease(
      ChannelAccount account, String folder, String instance, Duration length) {
    return transactions.inTenant(
        account.tenant(),
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LEASE)) {
            statement.setObject(1, account.tenant());
            statement.setObject(2, account.id());
            statement.setString(3, folder);
            statement.setString(4, instance);
            statement.setDouble(5, length.toMillis() / 1_000.0);
            return cursor(statement);
          }
        });
  }

  private static Optional<ImapCursor> cursor(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(
              new ImapCursor(
                  row.getObject("uid_validity", Long.class),
                  row.getLong("last_uid"),
                  row.getObject("read_at", OffsetDateTime.class).toInstant()))
          : Optional.empty();
    }
  }

  /** Moves the cursor; false if the lease has been lost. */
  boolean move(
      ChannelAccount account, String folder, String instance, long validity, long lastUid) {
    return transactions.inTenant(
        account.tenant(),
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(MOVE)) {
            update.setLong(1, validity);
            update.setLong(2, lastUid);
            where(update, 3, account, folder, instance);
            return update.executeUpdate() == 1;
          }
        });
  }

  /** Lets another instance read the mailbox at once. */
  void end(ChannelAccount account, String folder, String instance) {
    transactions.inTenant(
        account.tenant(), connection -> end(connection, account, folder, instance));
  }

  private static boolean end(
      Connection connection, ChannelAccount account, String folder, String instance)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(END)) {
      where(update, 1, account, folder, instance);
      return update.executeUpdate() == 1;
    }
  }

  private static void where(
      PreparedStatement update, int first, ChannelAccount account, String folder, String instance)
      throws SQLException {
    update.setObject(first, account.tenant());
    update.setObject(first + 1, account.id());
    update.setString(first + 2, folder);
    update.setString(first + 3, instance);
  }
}
