package io.threadline.ingest.vault;

import io.threadline.contracts.inbound.RawPayload;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.channel.Arrival;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.database.RowArrays;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of raw payloads: what came, to the byte, and why it could not be understood if so. */
@ApplicationScoped
public class Vault {
  private static final String INSERT =
      """
      INSERT INTO raw_payload (tenant_id, id, channel_account_id, channel, provider,
        provider_message_id, suffix, content_type, sha256, size, body, blob, failure, received_at)
      SELECT ?, * FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::bigint[], ?::bytea[], ?::text[], ?::text[], ?::timestamptz[])
      ON CONFLICT (tenant_id, id) DO NOTHING
      """;

  /**
   * One payload.
   *
   * @param provider whose parser failed; null for what was understood
   * @param suffix what followed the account key in the URL, with the query
   * @param failure why it could not be understood; null if it could
   */
  public record Entry(
      UUID id,
      UUID channelAccountId,
      String channel,
      @Nullable String provider,
      @Nullable String providerMessageId,
      String suffix,
      RawPayload raw,
      @Nullable String failure,
      Instant receivedAt) {}

  private final JdbcTransactions transactions;

  public Vault(JdbcTransactions transactions) {
    this.transactions = transactions;
  }

  /** Keeps what could not be understood, with the reason. Waits for the database. */
  public void keepFailed(ChannelAccount account, String suffix, Arrival arrival, String reason) {
    Entry entry =
        new Entry(
            arrival.messageId(),
            account.id(),
            account.channel().name(),
            account.provider(),
            null,
            suffix,
            arrival.raw(),
            reason,
            arrival.at());
    transactions.inTenant(
        account.tenant(),
        connection -> {
          insert(connection, account.tenant(), List.of(entry));
          return entry;
        });
  }

  /** Writes entries with one statement; those that are there already are left as they are. */
  static void insert(Connection connection, UUID tenant, List<Entry> entries) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      RowArrays.bind(insert, entries)
          .all(tenant)
          .uuid(Entry::id)
          .uuid(Entry::channelAccountId)
          .text(Entry::channel)
          .text(Entry::provider)
          .text(Entry::providerMessageId)
          .text(Entry::suffix)
          .text(entry -> entry.raw().contentType())
          .text(entry -> entry.raw().sha256())
          .number(entry -> entry.raw().size())
          .bytes(entry -> inline(entry.raw()))
          .text(entry -> entry.raw().blob())
          .text(Entry::failure)
          .instant(Entry::receivedAt);
      insert.executeUpdate();
    }
  }

  /** Entries that failed, newest first; those after a place in that order. */
  public List<Entry> failed(UUID tenant, @Nullable Instant before, @Nullable UUID id, int limit) {
    return transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT * FROM raw_payload WHERE failure IS NOT NULL"
                      + " AND (?::timestamptz IS NULL OR (received_at, id) < (?::timestamptz, ?))"
                      + " ORDER BY received_at DESC, id DESC LIMIT ?")) {
            OffsetDateTime place = before == null ? null : before.atOffset(ZoneOffset.UTC);
            select.setObject(1, place);
            select.setObject(2, place);
            select.setObject(3, id);
            select.setInt(4, limit);
            return entries(select);
          }
        });
  }

  /** The entry of that id. */
  public Optional<Entry> find(UUID tenant, UUID id) {
    return transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("SELECT * FROM raw_payload WHERE id = ?")) {
            select.setObject(1, id);
            return entries(select).stream().findFirst();
          }
        });
  }

  /** What failed was understood after all. */
  public void understood(UUID tenant, UUID id) {
    transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement("UPDATE raw_payload SET failure = NULL WHERE id = ?")) {
            update.setObject(1, id);
            return update.executeUpdate();
          }
        });
  }

  private static byte @Nullable [] inline(RawPayload raw) {
    return raw.base64() == null ? null : Base64.getDecoder().decode(raw.base64());
  }

  private static List<Entry> entries(PreparedStatement select) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        entries.add(entry(row));
      }
    }
    return entries;
  }

  private static Entry entry(ResultSet row) throws SQLException {
    byte[] body = row.getBytes("body");
    return new Entry(
        row.getObject("id", UUID.class),
        row.getObject("channel_account_id", UUID.class),
        row.getString("channel"),
        row.getString("provider"),
        row.getString("provider_message_id"),
        row.getString("suffix"),
        new RawPayload(
            row.getString("content_type"),
            row.getString("sha256"),
            row.getLong("size"),
            body == null ? null : Base64.getEncoder().encodeToString(body),
            row.getString("blob")),
        row.getString("failure"),
        row.getObject("received_at", OffsetDateTime.class).toInstant());
  }
}
