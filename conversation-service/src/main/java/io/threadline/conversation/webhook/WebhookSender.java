package io.threadline.conversation.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.conversation.core.webhook.RetryPlan;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.conversation.webhook.WebhookCaller.Accepted;
import io.threadline.conversation.webhook.WebhookCaller.Call;
import io.threadline.conversation.webhook.WebhookCaller.Failed;
import io.threadline.conversation.webhook.WebhookCaller.Result;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.security.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Makes the calls that are due. A call is taken by putting its next attempt off, in a transaction
 * of its own, before it is made: an instance that dies meanwhile leaves it to be made again, so a
 * receiver may see one twice, under the same id.
 */
@ApplicationScoped
public class WebhookSender {
  private static final Logger LOG = Logger.getLogger(WebhookSender.class);
  private static final int PURGED_AT_ONCE = 5_000;

  private static final String TAKE =
      """
      UPDATE webhook_delivery SET next_attempt_at = now() + make_interval(secs => ?),
        attempts = attempts + 1, last_attempt_at = now()
      WHERE id IN (SELECT id FROM webhook_delivery
        WHERE state = 'waiting' AND next_attempt_at <= now()
        ORDER BY next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED)
      RETURNING id, tenant_id, webhook_id, type, body, attempts
      """;

  private static final String RECORD =
      """
      UPDATE webhook_delivery SET state = ?, last_status = ?, last_error = ?,
        next_attempt_at = now() + make_interval(secs => ?)
      WHERE id = ?
      """;

  private static final String PURGE =
      """
      DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery
        WHERE created_at < now() - make_interval(secs => ?) LIMIT ?)
      """;

  @Inject JdbcTransactions transactions;
  @Inject WebhookCaller caller;
  @Inject WebhookConfig config;
  @Inject SecretBox secrets;

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("webhooks").daemon().factory());
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  private record Due(UUID id, UUID tenant, UUID webhook, String type, String body, int attempts) {
    static Due read(ResultSet row) throws SQLException {
      return new Due(
          Columns.uuid(row, "id"),
          Columns.uuid(row, "tenant_id"),
          Columns.uuid(row, "webhook_id"),
          Columns.text(row, "type"),
          Columns.text(row, "body"),
          row.getInt("attempts"));
    }
  }

  void start(@Observes StartupEvent event) {
    long every = config.poll().toMillis();
    Semaphore free = new Semaphore(config.concurrency());
    var _ = scheduler.scheduleWithFixedDelay(() -> run(free), every, every, TimeUnit.MILLISECONDS);
    var _ = scheduler.scheduleWithFixedDelay(this::purge, 60, 60, TimeUnit.MINUTES);
  }

  void stop(@Observes ShutdownEvent event) {
    scheduler.shutdown();
    calls.shutdownNow();
  }

  private void run(Semaphore free) {
    try {
      int room = free.availablePermits();
      List<Due> due = room == 0 ? List.of() : take(room);
      for (Due one : due) {
        free.acquireUninterruptibly();
        calls.execute(() -> {
          try {
            make(one);
          } finally {
            free.release();
          }
        });
      }
    } catch (RuntimeException e) {
      LOG.warnf("webhooks will be called later: %s", e.getMessage());
    }
  }

  private List<Due> take(int most) {
    double lease = config.timeout().multipliedBy(3).toSeconds();
    return transactions.asSystem(
        connection -> Sql.list(connection, TAKE, Due::read, Math.max(lease, 1), most));
  }

  private void make(Due due) {
    try {
      Optional<Call> call =
          transactions.inTenant(due.tenant(), connection -> call(connection, due));
      if (call.isEmpty()) {
        return;
      }
      Result result = caller.call(call.get());
      transactions.inTenant(
          due.tenant(),
          connection -> {
            record(connection, due, result);
            return due;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warnf("call %s of a webhook will be made again: %s", due.id(), e.getMessage());
    }
  }

  private Optional<Call> call(Connection connection, Due due) throws SQLException {
    return Sql.first(
        connection,
        "SELECT url, secret FROM webhook WHERE id = ?",
        row ->
            new Call(
                due.id(),
                URI.create(Columns.text(row, "url")),
                secrets.open(due.tenant(), row.getBytes("secret")),
                due.type(),
                due.body()),
        due.webhook());
  }

  private static void record(Connection connection, Due due, Result result) throws SQLException {
    switch (result) {
      case Accepted(int status) ->
          Sql.update(connection, RECORD, "delivered", status, null, 0.0, due.id());
      case Failed(int status, String reason) -> {
        Optional<Duration> wait =
            RetryPlan.after(due.attempts(), ThreadLocalRandom.current().nextDouble());
        Sql.update(
            connection,
            RECORD,
            wait.isPresent() ? "waiting" : "failed",
            status == 0 ? null : status,
            reason,
            (double) wait.orElse(Duration.ZERO).toSeconds(),
            due.id());
      }
    }
  }

  private void purge() {
    try {
      int gone =
          transactions.asSystem(connection ->
              Sql.update(connection, PURGE, (double) config.keep().toSeconds(), PURGED_AT_ONCE));
      LOG.debugf("%d calls were forgotten", gone);
    } catch (RuntimeException e) {
      LOG.warnf("old calls will be forgotten later: %s", e.getMessage());
    }
  }
}
