package io.threadline.ingest.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.threadline.contracts.Channel;
import io.threadline.ingest.accept.AcceptConfig;
import io.threadline.ingest.channel.Hashes;
import io.threadline.platform.database.DatabaseException;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.event.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds accounts for the accept path and the senders, from memory once they are known: messages are
 * accepted while the database is away. What was found is believed for {@link
 * AcceptConfig#accountTtl}, and longer only while it cannot be looked up again.
 */
@ApplicationScoped
public class AccountDirectory {
  private static final int MAX_ENTRIES = 20_000;
  private static final int MAX_KEY = 200;
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  /**
   * What a look-up found; an unknown key is remembered too, so that guessing is cheap to refuse.
   */
  private record Entry(Optional<ChannelAccount> account, long until) {}

  private final JdbcTransactions transactions;
  private final AccountSecrets secrets;
  private final long ttlNanos;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  public AccountDirectory(
      JdbcTransactions transactions, AccountSecrets secrets, AcceptConfig config) {
    this.transactions = transactions;
    this.secrets = secrets;
    this.ttlNanos = config.accountTtl().toNanos();
  }

  /** The account of a webhook key if it is known and fresh; null means: ask {@link #ofKey}. */
  public @Nullable ChannelAccount known(String key) {
    Entry entry = entries.get("key:" + key);
    return entry != null && entry.until - System.nanoTime() > 0 ? entry.account.orElse(null) : null;
  }

  /** The account of a webhook key. May wait for the database. */
  public Optional<ChannelAccount> ofKey(String key) {
    if (key.length() > MAX_KEY) {
      return Optional.empty();
    }
    return find(
        "key:" + key,
        null,
        "SELECT * FROM channel_account_of_key(?)",
        Hashes.sha256(key.getBytes(StandardCharsets.UTF_8)));
  }

  /** The account that receives mail of that address. May wait for the database. */
  public Optional<ChannelAccount> ofMailbox(String address) {
    String mailbox = address.toLowerCase(Locale.ROOT);
    if (mailbox.length() > 2 * MAX_KEY) {
      return Optional.empty();
    }
    return find("mailbox:" + mailbox, null, "SELECT * FROM channel_account_of_mailbox(?)", mailbox);
  }

  /** A tenant's account by its id. May wait for the database. */
  public Optional<ChannelAccount> ofId(UUID tenant, UUID id) {
    return find(
            "id:" + id, tenant, "SELECT * FROM channel_account WHERE id = ?::uuid", id.toString())
        .filter(account -> account.tenant().equals(tenant));
  }

  /** Email accounts of all tenants whose mailbox is read by IMAP. Waits for the database. */
  public List<ChannelAccount> withImap() {
    return transactions.asSystem(connection -> {
      List<ChannelAccount> found = new ArrayList<>();
      try (PreparedStatement select =
              connection.prepareStatement("SELECT * FROM channel_accounts_with_imap()");
          ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(account(row));
        }
      }
      return found;
    });
  }

  /** Forgets everything: an account was made, changed or removed. */
  public void changed() {
    entries.clear();
  }

  private Optional<ChannelAccount> find(
      String cacheKey, @Nullable UUID tenant, String sql, String argument) {
    Entry entry = entries.get(cacheKey);
    if (entry != null && entry.until - System.nanoTime() > 0) {
      return entry.account;
    }
    try {
      Optional<ChannelAccount> found =
          tenant == null
              ? transactions.asSystem(c -> query(c.prepareStatement(sql), argument))
              : transactions.inTenant(tenant, c -> query(c.prepareStatement(sql), argument));
      if (entries.size() >= MAX_ENTRIES) {
        entries.clear();
      }
      entries.put(cacheKey, new Entry(found, System.nanoTime() + ttlNanos));
      return found;
    } catch (DatabaseException e) {
      if (entry != null) {
        return entry.account;
      }
      throw e;
    }
  }

  private Optional<ChannelAccount> query(PreparedStatement statement, String argument)
      throws SQLException {
    try (statement) {
      statement.setString(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(account(row)) : Optional.empty();
      }
    }
  }

  private ChannelAccount account(ResultSet row) throws SQLException {
    UUID tenant = row.getObject("tenant_id", UUID.class);
    return new ChannelAccount(
        row.getObject("id", UUID.class),
        tenant,
        Channel.of(row.getString("channel")),
        row.getString("provider"),
        row.getString("address"),
        row.getString("queue"),
        row.getString("language"),
        texts(row.getString("settings")),
        secrets.open(tenant, row.getBytes("secrets")));
  }

  private static Map<String, String> texts(String json) {
    try {
      return EventJson.mapper().readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("channel_account.settings is no object of texts", e);
    }
  }
}
