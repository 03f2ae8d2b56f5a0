package io.threadline.conversation.privacy;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.conversation.MessagesErased;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Erases what tenants no longer want to keep, every night, by PostgreSQL's clock, in small
 * transactions. What is due, and how far it has been done, is in the tenant's row: a crash loses
 * nothing, and of several instances one does it.
 */
@ApplicationScoped
public class MessageRetention {
  private static final Logger LOG = Logger.getLogger(MessageRetention.class);
  private static final int MINUTES_BETWEEN = 10;
  static final int BATCH = 500;

  private static final String DUE =
      """
      SELECT tenant_id FROM retention_policy
      WHERE message_days IS NOT NULL AND due_at <= now() LIMIT 1000
      """;

  private static final String TAKE =
      """
      SELECT now() - make_interval(days => message_days) AS cutoff FROM retention_policy
      WHERE tenant_id = threadline_tenant() AND message_days IS NOT NULL AND due_at <= now()
      FOR UPDATE SKIP LOCKED
      """;

  private static final String ERASE =
      """
      WITH erased AS (UPDATE message %s WHERE ctid = ANY (ARRAY(
        SELECT m.ctid FROM message AS m LEFT JOIN ticket AS t ON t.id = m.ticket_id
        WHERE m.received_at < ? AND m.erased_at IS NULL AND m.received_at >= (
            SELECT erased_until FROM retention_policy WHERE tenant_id = threadline_tenant())
          AND (t.id IS NULL OR t.status NOT IN ('new', 'open', 'pending', 'on_hold'))
        LIMIT %d FOR UPDATE OF m))
        RETURNING id, conversation_id)
      SELECT e.id, c.id AS conversation_id, c.customer_id
      FROM erased AS e JOIN conversation AS c ON c.id = e.conversation_id
      """
          .formatted(ErasureStore.ERASE_MESSAGE, BATCH);

  /** What an unsolved ticket has kept is looked at again. */
  private static final String DONE =
      """
      UPDATE retention_policy SET due_at = now() + interval '1 day', erased_until = coalesce(
        (SELECT min(received_at) FROM message WHERE erased_at IS NULL AND received_at < ?
           AND received_at >= retention_policy.erased_until), ?)
      WHERE tenant_id = threadline_tenant()
      """;

  private final JdbcTransactions transactions;
  private final Outbox outbox;
  private final Envelopes envelopes;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("message-retention").daemon().factory());

  @Inject
  public MessageRetention(JdbcTransactions transactions, Outbox outbox, Envelopes envelopes) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.envelopes = envelopes;
  }

  void start(@Observes StartupEvent event) {
    var _ = scheduler.scheduleWithFixedDelay(this::run, 2, MINUTES_BETWEEN, TimeUnit.MINUTES);
  }

  void stop(@Observes ShutdownEvent event) {
    scheduler.shutdown();
  }

  private void run() {
    try {
      int erased = erase();
      LOG.debugf("erased %d messages that were kept for long enough", erased);
    } catch (RuntimeException e) {
      LOG.warnf("messages will be erased in %d minutes: %s", MINUTES_BETWEEN, e.getMessage());
    }
  }

  /** Erases what is due; answers how many messages. */
  int erase() {
    int total = 0;
    for (UUID tenant : transactions.asSystem(MessageRetention::due)) {
      int erased;
      do {
        erased = transactions.inTenant(tenant, connection -> eraseSome(connection, tenant));
        total += erased;
      } while (erased == BATCH);
    }
    return total;
  }

  private static List<UUID> due(Connection connection) throws SQLException {
    List<UUID> tenants = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(DUE);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        tenants.add(Columns.uuid(rows, "tenant_id"));
      }
    }
    return tenants;
  }

  private int eraseSome(Connection connection, UUID tenant) throws SQLException {
    Instant cutoff;
    try (PreparedStatement take = connection.prepareStatement(TAKE);
        ResultSet row = take.executeQuery()) {
      if (!row.next()) {
        return 0;
      }
      cutoff = Columns.instant(row, "cutoff");
    }
    Instant now = Instant.now();
    Map<Place, List<UUID>> erased = new LinkedHashMap<>();
    int count = 0;
    try (PreparedStatement erase = connection.prepareStatement(ERASE)) {
      erase.setObject(1, now.atOffset(ZoneOffset.UTC));
      erase.setObject(2, cutoff.atOffset(ZoneOffset.UTC));
      try (ResultSet rows = erase.executeQuery()) {
        while (rows.next()) {
          Place thread =
              new Place(Columns.uuid(rows, "conversation_id"), Columns.uuid(rows, "customer_id"));
          erased.computeIfAbsent(thread, _ -> new ArrayList<>()).add(Columns.uuid(rows, "id"));
          count++;
        }
      }
    }
    if (count < BATCH) {
      done(connection, cutoff);
    }
    publish(connection, tenant, erased, now);
    return count;
  }

  private record Place(UUID conversationId, UUID customerId) {}

  private static void done(Connection connection, Instant cutoff) throws SQLException {
    try (PreparedStatement done = connection.prepareStatement(DONE)) {
      done.setObject(1, cutoff.atOffset(ZoneOffset.UTC));
      done.setObject(2, cutoff.atOffset(ZoneOffset.UTC));
      done.executeUpdate();
    }
  }

  private void publish(
      Connection connection, UUID tenant, Map<Place, List<UUID>> erased, Instant now)
      throws SQLException {
    List<Envelope<MessagesErased>> events = new ArrayList<>();
    erased.forEach((thread, messages) ->
        Erasure.messagesErased(thread.conversationId(), thread.customerId(), messages, now)
            .forEach(event -> events.add(envelopes.wrap(tenant, now, event))));
    outbox.append(connection, events);
  }
}
