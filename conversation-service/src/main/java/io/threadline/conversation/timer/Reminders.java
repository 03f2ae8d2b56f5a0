package io.threadline.conversation.timer;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Event;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.conversation.AgentNotified;
import io.threadline.contracts.conversation.Author;
import io.threadline.conversation.ConversationConfig;
import io.threadline.conversation.core.Details;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.TicketEvents;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.conversation.details.DetailsStore;
import io.threadline.conversation.promise.PromiseView;
import io.threadline.conversation.ticket.TicketLock;
import io.threadline.conversation.ticket.TicketStore;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Wakes snoozed tickets and reminds agents of follow-ups and promises. What is due is read from the
 * rows themselves by PostgreSQL's clock, so nothing is lost when an instance dies; every instance
 * looks, and what another one has done already is found done under the lock.
 */
@ApplicationScoped
public class Reminders {
  private static final Logger LOG = Logger.getLogger(Reminders.class);
  private static final int BATCH = 200;

  @Inject JdbcTransactions transactions;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;
  @Inject ConversationConfig config;

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("reminders").daemon().factory());

  private record Due(UUID tenant, UUID ticket) {}

  void start(@Observes StartupEvent event) {
    long every = config.reminderInterval().toMillis();
    var _ = scheduler.scheduleWithFixedDelay(this::run, every, every, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    scheduler.shutdown();
  }

  private void run() {
    try {
      int reminded;
      do {
        reminded = remind();
      } while (reminded == BATCH);
    } catch (RuntimeException e) {
      LOG.warnf("reminders will be looked for again: %s", e.getMessage());
    }
  }

  /** Does what is due, at most a batch of it; answers how many tickets were looked at. */
  int remind() {
    List<Due> due =
        transactions.asSystem(connection ->
            Sql.list(
                connection,
                "SELECT * FROM tickets_due(?) LIMIT ?",
                row -> new Due(Columns.uuid(row, "tenant_id"), Columns.uuid(row, "ticket_id")),
                BATCH,
                BATCH));
    for (Due one : due) {
      transactions.inTenant(
          one.tenant(), connection -> remind(connection, one.tenant(), one.ticket()));
    }
    return due.size();
  }

  private int remind(Connection connection, UUID tenant, UUID id) throws SQLException {
    Ticket ticket = TicketLock.take(connection, List.of(id)).get(id);
    if (ticket == null) {
      return 0;
    }
    Instant now = now(connection);
    List<Event> events = new ArrayList<>();
    Details details = DetailsStore.find(connection, id).orElse(Details.NONE);
    wake(connection, ticket, details, now, events);
    if (followsUp(connection, id)) {
      notify(ticket, details, AgentNotified.Kind.FOLLOW_UP_DUE, now, events);
    }
    promises(connection, ticket, now, events);
    outbox.append(
        connection, events.stream().map(event -> envelopes.wrap(tenant, now, event)).toList());
    return events.size();
  }

  private static void wake(
      Connection connection, Ticket ticket, Details details, Instant now, List<Event> events)
      throws SQLException {
    Instant until = details.snoozedUntil();
    if (until == null || until.isAfter(now)) {
      return;
    }
    if (ticket.status() == TicketStatus.ON_HOLD) {
      Ticket awake = ticket.with(TicketStatus.OPEN);
      TicketStore.update(connection, List.of(awake));
      events.add(TicketEvents.statusChanged(ticket, awake, Author.BOT, now));
    }
    Details after = details.snoozed(null);
    DetailsStore.update(connection, ticket.id(), details, after);
    events.add(TicketEvents.detailsChanged(ticket, after, Author.BOT, now));
    notify(ticket, details, AgentNotified.Kind.SNOOZE_OVER, now, events);
  }

  private static boolean followsUp(Connection connection, UUID id) throws SQLException {
    return Sql.update(
            connection,
            "UPDATE ticket SET follow_up_told = true"
                + " WHERE id = ? AND follow_up_at <= now() AND NOT follow_up_told",
            id)
        > 0;
  }

  private static void promises(
      Connection connection, Ticket ticket, Instant now, List<Event> events) throws SQLException {
    List<PromiseView> due =
        Sql.list(
            connection,
            "UPDATE promise SET reminded = true WHERE ticket_id = ? AND due_at <= now()"
                + " AND kept_at IS NULL AND NOT reminded RETURNING *",
            PromiseView::read,
            ticket.id());
    for (PromiseView promise : due) {
      Set<String> agents = new LinkedHashSet<>(List.of(promise.madeBy()));
      String holder = ticket.routed().assignee();
      if (holder != null) {
        agents.add(holder);
      }
      for (String agent : agents) {
        events.add(
            TicketEvents.notified(
                ticket,
                agent,
                AgentNotified.Kind.PROMISE_DUE,
                null,
                promise.text(),
                Author.BOT,
                now));
      }
    }
  }

  /** Whoever holds the ticket, or held it last, and the colleagues who follow it. */
  private static void notify(
      Ticket ticket, Details details, AgentNotified.Kind kind, Instant now, List<Event> events) {
    Set<String> agents = new LinkedHashSet<>(details.participants());
    String holder =
        ticket.routed().assignee() == null
            ? ticket.routed().lastAssignee()
            : ticket.routed().assignee();
    if (holder != null) {
      agents.add(holder);
    }
    agents.forEach(agent ->
        events.add(TicketEvents.notified(ticket, agent, kind, null, null, Author.BOT, now)));
  }

  private static Instant now(Connection connection) throws SQLException {
    return Sql.first(connection, "SELECT now() AS now", row -> Columns.instant(row, "now"))
        .orElseGet(Instant::now);
  }
}
