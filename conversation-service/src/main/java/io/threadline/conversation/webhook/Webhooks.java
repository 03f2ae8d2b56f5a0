package io.threadline.conversation.webhook;

import io.threadline.contracts.EventType;
import io.threadline.contracts.Topic;
import io.threadline.conversation.api.Answers;
import io.threadline.conversation.api.Creates;
import io.threadline.conversation.api.Sent;
import io.threadline.conversation.database.Sql;
import io.threadline.conversation.webhook.WebhookResource.WebhookBody;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.id.Ids;
import io.threadline.platform.idempotency.IdempotencyKeys.Answer;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.SecretBox;
import io.threadline.platform.version.EntityVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets webhooks up, and replays their calls. */
@ApplicationScoped
public class Webhooks {
  private static final int CREATED = 201;
  private static final int MOST = 50;
  private static final int SECRET_BYTES = 32;
  private static final int REPLAYED_AT_ONCE = 1_000;

  private static final List<String> EVENTS =
      Arrays.stream(EventType.values())
          .filter(type -> type.topic() == Topic.CONVERSATION_EVENTS)
          .map(EventType::shortName)
          .toList();

  private static final String INSERT =
      """
      INSERT INTO webhook (id, tenant_id, url, description, events, secret, enabled, created_at,
        created_by)
      VALUES (?, threadline_tenant(), ?, ?, ?::text[], ?, ?, ?, ?)
      """;

  private static final String ENQUEUE =
      """
      INSERT INTO webhook_delivery (id, tenant_id, webhook_id, event_id, type, body, state,
        next_attempt_at, created_at)
      VALUES (?, threadline_tenant(), ?, ?, ?, ?, 'waiting', now(), now())
      """;

  private static final String REPLAY =
      """
      INSERT INTO webhook_delivery (id, tenant_id, webhook_id, event_id, type, body, state,
        next_attempt_at, created_at, replay_of)
      SELECT n.id, tenant_id, webhook_id, event_id, type, body, 'waiting', now(), now(), d.id
      FROM unnest(?::uuid[], ?::uuid[]) AS n(id, old)
      JOIN webhook_delivery AS d ON d.id = n.old AND d.webhook_id = ?
      """;

  @Inject Transactions transactions;
  @Inject Creates creates;
  @Inject Answers answers;
  @Inject Caller caller;
  @Inject SecretBox secrets;
  @Inject WebhookConfig config;

  private final SecureRandom random = new SecureRandom();

  /** A webhook with its secret, which is shown this once. */
  public record Created(WebhookView webhook, String secret) {}

  Answer create(@Nullable String key, WebhookBody body) {
    String url = url(body.url());
    List<String> events = events(body.events());
    return creates.once(
        key,
        "webhook/" + body,
        (connection, tenant) -> {
          int there =
              Sql.first(connection, "SELECT count(*) FROM webhook", row -> row.getInt(1)).orElse(0);
          if (there >= MOST) {
            throw new ApiException(
                ErrorCode.CONFLICT, "there are " + there + " webhooks, which is the most");
          }
          UUID id = Ids.next();
          String secret = newSecret();
          Sql.update(
              connection,
              INSERT,
              id,
              url,
              description(body),
              events,
              secrets.seal(tenant, secret),
              !Boolean.FALSE.equals(body.enabled()),
              Instant.now(),
              caller.login());
          return answers.of(CREATED, new Created(WebhookView.find(connection, id), secret));
        });
  }

  WebhookView replace(UUID id, @Nullable String ifMatch, WebhookBody body) {
    String url = url(body.url());
    List<String> events = events(body.events());
    return transactions.inTenant(
        caller.tenant(),
        connection -> {
          locked(connection, id, ifMatch);
          Sql.update(
              connection,
              "UPDATE webhook SET url = ?, description = ?, events = ?::text[], enabled = ?,"
                  + " version = version + 1 WHERE id = ?",
              url,
              description(body),
              events,
              !Boolean.FALSE.equals(body.enabled()),
              id);
          return WebhookView.find(connection, id);
        });
  }

  void remove(UUID id, @Nullable String ifMatch) {
    transactions.inTenant(
        caller.tenant(),
        connection -> {
          locked(connection, id, ifMatch);
          return Sql.update(connection, "DELETE FROM webhook WHERE id = ?", id);
        });
  }

  Created newSecret(UUID id, @Nullable String ifMatch) {
    String secret = newSecret();
    UUID tenant = caller.tenant();
    return transactions.inTenant(
        tenant,
        connection -> {
          locked(connection, id, ifMatch);
          Sql.update(
              connection,
              "UPDATE webhook SET secret = ?, version = version + 1 WHERE id = ?",
              secrets.seal(tenant, secret),
              id);
          return new Created(WebhookView.find(connection, id), secret);
        });
  }

  /** Makes a call that tells nothing, to see that it arrives; answers its id. */
  UUID ping(UUID id) {
    UUID tenant = caller.tenant();
    return transactions.inTenant(
        tenant,
        connection -> {
          WebhookView webhook = WebhookView.find(connection, id);
          UUID event = Ids.next();
          UUID delivery = Ids.next();
          String body =
              WebhookBatch.body(
                  event, "ping", tenant, Instant.now(), Map.of("webhookId", webhook.id()));
          Sql.update(connection, ENQUEUE, delivery, id, event, "ping", body);
          return delivery;
        });
  }

  /**
   * Makes calls again.
   *
   * @param delivery the one to repeat; null for all that have failed since
   * @return how many
   */
  int replay(UUID id, @Nullable UUID delivery, @Nullable Instant since) {
    return transactions.inTenant(
        caller.tenant(),
        connection -> {
          WebhookView.find(connection, id);
          List<UUID> old = delivery == null ? failed(connection, id, since) : List.of(delivery);
          int made =
              Sql.update(connection, REPLAY, old.stream().map(_ -> Ids.next()).toList(), old, id);
          if (delivery != null && made == 0) {
            throw ApiException.notFound("delivery", delivery);
          }
          return made;
        });
  }

  private static List<UUID> failed(Connection connection, UUID id, @Nullable Instant since)
      throws SQLException {
    return Sql.list(
        connection,
        "SELECT id FROM webhook_delivery AS d WHERE webhook_id = ? AND state = 'failed'"
            + " AND created_at >= ? AND NOT EXISTS (SELECT FROM webhook_delivery AS again"
            + " WHERE again.webhook_id = d.webhook_id AND again.replay_of = d.id)"
            + " ORDER BY id LIMIT ?",
        row -> row.getObject(1, UUID.class),
        id,
        since == null ? Instant.EPOCH : since,
        REPLAYED_AT_ONCE);
  }

  private static void locked(Connection connection, UUID id, @Nullable String ifMatch)
      throws SQLException {
    Sql.list(connection, "SELECT 1 FROM webhook WHERE id = ? FOR UPDATE", row -> row.getInt(1), id);
    EntityVersion.require(ifMatch, WebhookView.find(connection, id).version());
  }

  private static @Nullable String description(WebhookBody body) {
    return body.description() == null ? null : Sent.value("description", body.description(), 200);
  }

  private String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return "whsec_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String url(@Nullable String sent) {
    String text = Sent.value("url", sent, 500);
    try {
      URI url = new URI(text);
      boolean secure = "https".equals(url.getScheme());
      boolean allowed = secure || config.allowPrivate() && "http".equals(url.getScheme());
      if (allowed && url.getHost() != null && url.getUserInfo() == null) {
        return text;
      }
    } catch (URISyntaxException _) {
      throw ApiException.invalid("url", text, "send an https URL");
    }
    throw ApiException.invalid("url", text, "send an https URL with a host and without a password");
  }

  private static List<String> events(@Nullable List<String> sent) {
    if (sent == null || sent.isEmpty()) {
      throw ApiException.invalid("events", sent, "send '*' or some of " + EVENTS);
    }
    for (String name : sent) {
      if (!name.equals(WebhookBatch.ALL) && !EVENTS.contains(name)) {
        throw ApiException.invalid("events", name, "send '*' or some of " + EVENTS);
      }
    }
    return sent.stream().distinct().toList();
  }
}
