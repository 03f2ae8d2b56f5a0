package io.threadline.conversation.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.threadline.contracts.Envelope;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.testkit.ConversationDatabase;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.database.Tenancy;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.outbox.OutboxSignal;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * On a real PostgreSQL: tickets that were resolved long ago end for good, and the others do not.
 */
class ClosingTest {
  private static final UUID TENANT = Envelope.DEFAULT_TENANT;
  private static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-0000000000ff");
  private static final Duration WEEK = Duration.ofDays(7);

  private final OutboxSignal signal = new OutboxSignal();
  private final Closing closing =
      new Closing(
          new JdbcTransactions(ConversationDatabase.app(), signal),
          new Outbox(signal, 4),
          new Envelopes("conversation", 0),
          WEEK);

  @BeforeEach
  void empty() {
    ConversationDatabase.empty();
  }

  @Test
  void closesWhatWasResolvedLongEnoughAgoOnceAndTellsSo() {
    add(TENANT, "resolved", Duration.ofDays(8), 1_200);
    add(OTHER, "resolved", Duration.ofDays(30), 3);
    add(TENANT, "resolved", Duration.ofDays(6), 2);
    add(TENANT, "open", Duration.ofDays(8), 2);

    assertThat(closing.close()).isEqualTo(1_203);
    assertThat(closing.close()).isZero();

    assertThat(
            ConversationDatabase.rows(
                "SELECT tenant_id, status, version, count(*) FROM ticket GROUP BY 1, 2, 3"))
        .containsExactlyInAnyOrder(
            TENANT + "|closed|1|1200",
            OTHER + "|closed|1|3",
            TENANT + "|resolved|0|2",
            TENANT + "|open|0|2");
    assertThat(
            ConversationDatabase.rows(
                """
                SELECT tenant_id, type, e ->> 'from', e ->> 'to', e -> 'by' ->> 'kind',
                  count(DISTINCT e ->> 'ticketId')
                FROM outbox, LATERAL (SELECT convert_from(body, 'UTF8')::jsonb AS e)
                GROUP BY 1, 2, 3, 4, 5
                """))
        .containsExactlyInAnyOrder(
            TENANT + "|io.threadline.ticket-status-changed.v1|RESOLVED|CLOSED|BOT|1200",
            OTHER + "|io.threadline.ticket-status-changed.v1|RESOLVED|CLOSED|BOT|3");
  }

  @Test
  void leavesATicketThatIsReopenedMeanwhile() throws Exception {
    UUID id = UUID.fromString(add(TENANT, "resolved", Duration.ofDays(8), 1).getFirst());
    CompletableFuture<Integer> closed;
    try (Connection agent = ConversationDatabase.app().getConnection()) {
      agent.setAutoCommit(false);
      Tenancy.enter(agent, TENANT);
      Ticket held = TicketLock.take(agent, id).ticket();
      TicketStore.update(agent, List.of(held.reopened()));
      closed = CompletableFuture.supplyAsync(closing::close);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() ->
              !ConversationDatabase.rows("SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty());
      agent.commit();
    }
    assertThat(closed.join()).isZero();
    assertThat(ConversationDatabase.rows("SELECT status FROM ticket")).containsExactly("open");
    assertThat(ConversationDatabase.rows("SELECT 1 FROM outbox")).isEmpty();
  }

  /** Adds customers with one ticket each; answers the tickets' ids. */
  private static List<String> add(UUID tenant, String status, Duration resolvedAgo, int count) {
    return ConversationDatabase.rows(
        """
        WITH n AS MATERIALIZED (SELECT '%s'::uuid AS tenant, uuidv7() AS id
          FROM generate_series(1, %d)),
        c AS (INSERT INTO customer (id, tenant_id, created_at) SELECT id, tenant, now() FROM n),
        v AS (INSERT INTO conversation (id, tenant_id, customer_id, created_at)
          SELECT id, tenant, id, now() FROM n)
        INSERT INTO ticket (id, tenant_id, customer_id, conversation_id, status, priority, channel,
          channel_account_id, opened_at, resolved_at, resolved_by)
        SELECT id, tenant, id, id, '%s', 'normal', 'sms', id, now() - interval '60 days',
          now() - interval '%d seconds', 'agent1' FROM n RETURNING id
        """
            .formatted(tenant, count, status, resolvedAgo.toSeconds()));
  }
}
