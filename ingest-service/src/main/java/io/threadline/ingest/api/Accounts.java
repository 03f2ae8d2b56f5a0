package io.threadline.ingest.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.panache.common.Sort;
import io.threadline.ingest.account.AccountDirectory;
import io.threadline.ingest.account.AccountSecrets;
import io.threadline.ingest.account.ChannelAccountRow;
import io.threadline.ingest.channel.Hashes;
import io.threadline.ingest.channel.Webhook;
import io.threadline.platform.config.ThreadlineConfig;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.id.Ids;
import io.threadline.platform.idempotency.IdempotencyKeys;
import io.threadline.platform.page.Cursor;
import io.threadline.platform.page.Page;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Channel accounts of a tenant: made, shown, changed, removed. */
@ApplicationScoped
public class Accounts {
  private static final int CREATED = 201;
  private static final Cursor CURSOR = new Cursor("/api/channels/accounts");

  private final Transactions transactions;
  private final IdempotencyKeys keys;
  private final AccountSecrets secrets;
  private final AccountDirectory directory;
  private final List<Webhook> webhooks;
  private final ObjectMapper json;
  private final String publicUrl;

  public Accounts(
      Transactions transactions,
      IdempotencyKeys keys,
      AccountSecrets secrets,
      AccountDirectory directory,
      @All List<Webhook> webhooks,
      ObjectMapper json,
      ThreadlineConfig config) {
    this.transactions = transactions;
    this.keys = keys;
    this.secrets = secrets;
    this.directory = directory;
    this.webhooks = webhooks;
    this.json = json;
    this.publicUrl = config.publicUrl();
  }

  /** Makes an account, or answers as the first request with that key was answered. */
  IdempotencyKeys.Answer create(UUID tenant, @Nullable String key, AccountRequest request) {
    AccountValues values = AccountValues.of(request, webhooks, Map.of());
    IdempotencyKeys.Answer answer =
        refusingDuplicates(
            values,
            () ->
                transactions.inTenant(
                    tenant,
                    connection ->
                        keys.once(
                            connection,
                            tenant,
                            key,
                            "channel-account " + values.channel() + ' ' + values.address(),
                            () -> insert(tenant, values))));
    directory.changed();
    return answer;
  }

  private IdempotencyKeys.Answer insert(UUID tenant, AccountValues values) {
    String key = secrets.newKey();
    values.secrets().put(AccountSecrets.WEBHOOK_KEY, key);
    ChannelAccountRow row = new ChannelAccountRow();
    row.id = Ids.next();
    row.tenantId = tenant;
    row.keyHash = Hashes.sha256(key.getBytes(StandardCharsets.UTF_8));
    set(row, values);
    row.persistAndFlush();
    return new IdempotencyKeys.Answer(CREATED, write(view(row)));
  }

  /** Accounts in the order of their ids. */
  Page<AccountView> list(UUID tenant, @Nullable String cursor, int limit) {
    UUID after =
        CURSOR
            .keys(cursor, 1)
            .map(found -> UUID.fromString(found.getFirst()))
            .orElse(new UUID(0, 0));
    return transactions.inTenant(
        tenant,
        _ -> {
          List<ChannelAccountRow> rows =
              ChannelAccountRow.<ChannelAccountRow>find("id > ?1", Sort.by("id"), after)
                  .range(0, limit)
                  .list();
          return Page.of(
              rows.stream().map(this::view).toList(), limit, last -> CURSOR.after(last.id()));
        });
  }

  /** One account. */
  AccountView get(UUID tenant, UUID id) {
    return transactions.inTenant(tenant, _ -> view(find(id)));
  }

  /** Changes an account that has that version. Secrets that are not sent stay. */
  AccountView change(UUID tenant, UUID id, long version, AccountRequest request) {
    AccountView changed =
        transactions.inTenant(
            tenant,
            _ -> {
              ChannelAccountRow row = find(id);
              if (row.version != version) {
                throw new ApiException(
                    ErrorCode.STALE_VERSION,
                    "the account has version "
                        + row.version
                        + ", not "
                        + version
                        + ": read it again");
              }
              set(row, AccountValues.of(request, webhooks, secrets.open(tenant, row.secrets)));
              row.flush();
              return view(row);
            });
    directory.changed();
    return changed;
  }

  /** Removes an account: its webhook URL answers 404 from now on. */
  void remove(UUID tenant, UUID id) {
    UUID removed =
        transactions.inTenant(
            tenant,
            _ -> {
              ChannelAccountRow row = find(id);
              row.delete();
              return row.id;
            });
    directory.changed();
    System.getLogger(Accounts.class.getName())
        .log(System.Logger.Level.INFO, "channel account {0} was removed", removed);
  }

  private void set(ChannelAccountRow row, AccountValues values) {
    row.channel = values.channel().name();
    row.provider = values.webhook().provider();
    row.displayName = values.displayName();
    row.address = values.address();
    row.queue = values.queue();
    row.language = values.language();
    row.settings = values.settings();
    row.secrets = secrets.seal(row.tenantId, values.secrets());
    row.updatedAt = Instant.now();
  }

  private static ChannelAccountRow find(UUID id) {
    ChannelAccountRow row = ChannelAccountRow.findById(id);
    if (row == null) {
      throw ApiException.notFound("channel account", id);
    }
    return row;
  }

  private AccountView view(ChannelAccountRow row) {
    String key =
        secrets.open(row.tenantId, row.secrets).getOrDefault(AccountSecrets.WEBHOOK_KEY, "");
    return AccountView.of(row, publicUrl + "/webhooks/" + row.provider + '/' + key);
  }

  private String write(AccountView view) {
    try {
      return json.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an account cannot be written as JSON", e);
    }
  }

  private static <T> T refusingDuplicates(AccountValues values, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof ConstraintViolationException) {
          throw new ApiException(
              ErrorCode.ALREADY_EXISTS,
              "there is an account for %s %s already: change it, or remove it first"
                  .formatted(values.channel(), values.address()));
        }
      }
      throw e;
    }
  }
}
