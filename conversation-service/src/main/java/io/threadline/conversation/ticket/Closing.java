package io.threadline.conversation.ticket;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.conversation.Author;
import io.threadline.contracts.conversation.TicketStatusChanged;
import io.threadline.conversation.ConversationConfig;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.TicketEvents;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Closes tickets that were resolved long enough ago, by PostgreSQL's clock, in small transactions.
 * Every instance looks; a ticket that has changed since it was found, be it by another instance,
 * stays as it is.
 */
@ApplicationScoped
public class Closing {
  private static final Logger LOG = Logger.getLogger(Closing.class);
  private static final int MINUTES_BETWEEN = 10;
  private static final int BATCH = 500;

  private final JdbcTransactions transactions;
  private final Outbox outbox;
  private final Envelopes envelopes;
  private final Duration age;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("closing").daemon().factory());

  @Inject
  public Closing(
      JdbcTransactions transactions,
      Outbox outbox,
      Envelopes envelopes,
      ConversationConfig config) {
    this(
        transactions,
        outbox,
        envelopes,
        config.closeAfter().compareTo(config.reopenWindow()) < 0
            ? config.reopenWindow()
            : config.closeAfter());
  }

  Closing(JdbcTransactions transactions, Outbox outbox, Envelopes envelopes, Duration age) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.envelopes = envelopes;
    this.age = age;
  }

  void start(@Observes StartupEvent event) {
    var _ = scheduler.scheduleWithFixedDelay(this::run, 1, MINUTES_BETWEEN, TimeUnit.MINUTES);
  }

  void stop(@Observes ShutdownEvent event) {
    scheduler.shutdown();
  }

  private void run() {
    try {
      int closed = close();
      LOG.debugf("closed %d tickets", closed);
    } catch (RuntimeException e) {
      LOG.warnf("tickets will be closed in %d minutes: %s", MINUTES_BETWEEN, e.getMessage());
    }
  }

  /** Closes what is due; answers how many tickets. */
  int close() {
    int total = 0;
    int closed;
    do {
      closed = closeSome();
      total += closed;
    } while (closed == BATCH);
    return total;
  }

  private int closeSome() {
    int closed = 0;
    for (Map.Entry<UUID, List<Ticket>> due : transactions.asSystem(this::due).entrySet()) {
      UUID tenant = due.getKey();
      closed += transactions.inTenant(tenant, c -> close(c, tenant, due.getValue()));
    }
    return closed;
  }

  /** The oldest, by tenant. */
  private Map<UUID, List<Ticket>> due(Connection connection) throws SQLException {
    Map<UUID, List<Ticket>> due = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM tickets_to_close(?, ?)")) {
      select.setDouble(1, age.toSeconds());
      select.setInt(2, BATCH);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          due.computeIfAbsent(Columns.uuid(rows, "tenant_id"), _ -> new ArrayList<>())
              .add(TicketStore.read(rows));
        }
      }
    }
    return due;
  }

  private int close(Connection connection, UUID tenant, List<Ticket> due) throws SQLException {
    Map<UUID, Ticket> held = TicketLock.take(connection, due.stream().map(Ticket::id).toList());
    List<Ticket> closed = new ArrayList<>(due.size());
    List<Envelope<TicketStatusChanged>> events = new ArrayList<>(due.size());
    Instant now = Instant.now();
    for (Ticket found : due) {
      if (found.equals(held.get(found.id()))) {
        Ticket after = found.with(TicketStatus.CLOSED);
        closed.add(after);
        events.add(
            envelopes.wrap(tenant, now, TicketEvents.statusChanged(found, after, Author.BOT, now)));
      }
    }
    TicketStore.update(connection, closed);
    outbox.append(connection, events);
    return closed.size();
  }
}
