package io.threadline.conversation.identity;

import static io.threadline.conversation.core.Messages.T0;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.conversation.core.AttachRule;
import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.Conversation.LastInbound;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.intake.InboundBatch;
import io.threadline.conversation.intake.IntakeMetrics;
import io.threadline.conversation.testkit.ConversationDatabase;
import io.threadline.conversation.ticket.TicketLock;
import io.threadline.conversation.ticket.TicketStore;
import io.threadline.conversation.timeline.ConversationStore;
import io.threadline.conversation.timeline.OwnMessage;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.database.SqlStates;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.outbox.OutboxSignal;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Customers who write and agents who answer, merge and unmerge, on a real PostgreSQL. */
final class People {
  static final UUID TENANT = Envelope.DEFAULT_TENANT;
  private static final int MAX_ATTEMPTS = 50;

  private final OutboxSignal signal = new OutboxSignal();
  private final JdbcTransactions transactions =
      new JdbcTransactions(ConversationDatabase.pool(), signal);
  private final Outbox outbox = new Outbox(signal, 4);
  private final Envelopes envelopes = new Envelopes("conversation", 0);
  private final InboundBatch intake =
      new InboundBatch(
          new AttachRule(Duration.ofDays(3)),
          outbox,
          envelopes,
          new IntakeMetrics(new SimpleMeterRegistry()),
          Clock.systemUTC());

  /** As the consumer does: a transient failure is tried again. */
  <T> T retrying(Transactions.Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return transactions.inTenant(TENANT, work);
      } catch (RuntimeException e) {
        if (!SqlStates.isTransient(e) || attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  void receive(List<MessageReceived> batch) {
    List<Envelope<Event>> events = new ArrayList<>();
    batch.forEach(
        message -> events.add(new Envelope<>(Ids.next(), TENANT, "/test", T0, null, message)));
    retrying(connection -> {
      intake.apply(connection, TENANT, events);
      return true;
    });
  }

  /** Whose the address is, merges aside. */
  UUID customerOf(String address) {
    return ids("SELECT coalesce(home_id, customer_id) FROM identity WHERE address = '"
            + address
            + "'")
        .getFirst();
  }

  List<UUID> tickets() {
    return ids("SELECT id FROM ticket ORDER BY id");
  }

  private List<UUID> ids(String sql) {
    return retrying(connection -> {
      List<UUID> ids = new ArrayList<>();
      try (Statement select = connection.createStatement();
          ResultSet rows = select.executeQuery(sql)) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    });
  }

  MergeView merge(UUID survivor, UUID absorbed) {
    return retrying(connection ->
        new Merges(outbox, envelopes)
            .merge(
                connection,
                TENANT,
                new Merges.Wish(Ids.next(), survivor, absorbed, "agent1", "same person", now())));
  }

  MergeView unmerge(MergeView merge) {
    return retrying(connection ->
        new Unmerges(outbox, envelopes)
            .unmerge(
                connection,
                TENANT,
                new Unmerges.Wish(merge.id(), merge.customerId(), "agent2", null, now())));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** A reply to where the customer wrote last, or a note. */
  void write(UUID ticket, String text, boolean note, Instant at) {
    retrying(connection -> {
      TicketLock.Held held = TicketLock.take(connection, ticket);
      Conversation thread = held.conversation().appended();
      LastInbound last = thread.lastInbound();
      OwnMessage.@Nullable Target target =
          note || last == null
              ? null
              : new OwnMessage.Target(
                  last.channel(), last.channelAccountId(), last.address(), null);
      Conversation after = target == null ? thread : thread.servedBy("agent1");
      OwnMessage message =
          new OwnMessage(Ids.next(), after, ticket, target, "agent1", text, List.of(), at);
      message.insert(connection);
      ConversationStore.update(connection, List.of(after));
      return true;
    });
  }

  /** Changes a ticket as agents do. */
  void change(UUID ticket, Function<Ticket, Ticket> change) {
    retrying(connection -> {
      Ticket before = TicketLock.take(connection, ticket).ticket();
      Ticket after = change.apply(before);
      if (after != before) {
        TicketStore.update(connection, List.of(after));
      }
      return true;
    });
  }

  static Channel[] channels() {
    return new Channel[] {Channel.SMS, Channel.WHATSAPP};
  }
}
