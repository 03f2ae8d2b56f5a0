package io.threadline.conversation.privacy;

import static io.threadline.conversation.testkit.ConversationDatabase.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.conversation.testkit.ConversationDatabase;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.outbox.OutboxSignal;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real PostgreSQL: what is erased at night, and what is not. */
class MessageRetentionTest {
  private final OutboxSignal signal = new OutboxSignal();
  private final MessageRetention retention =
      new MessageRetention(
          new JdbcTransactions(ConversationDatabase.app(), signal),
          new Outbox(signal, 4),
          new Envelopes("conversation", 0));

  @BeforeEach
  void empty() {
    ConversationDatabase.empty();
  }

  /** A tenant with a message of each of so many days ago, on a ticket of that status. */
  private static UUID tenant(int keepDays, String status, int... daysAgo) {
    UUID tenant = UUID.randomUUID();
    UUID id = UUID.randomUUID();
    rows(
        """
        WITH c AS (INSERT INTO customer VALUES ('%2$s', '%1$s', 'Ann', 0, now()) RETURNING id),
        v AS (INSERT INTO conversation (id, tenant_id, customer_id, created_at)
          SELECT id, '%1$s', id, now() FROM c RETURNING id),
        t AS (INSERT INTO ticket (id, tenant_id, customer_id, conversation_id, status, priority,
            channel, channel_account_id, opened_at)
          SELECT id, '%1$s', id, id, '%3$s', 'normal', 'sms', id, now() FROM v RETURNING id)
        INSERT INTO retention_policy (tenant_id, message_days) SELECT '%1$s', %4$d FROM t
        RETURNING 1
        """
            .formatted(tenant, id, status, keepDays));
    int seq = 0;
    for (int days : daysAgo) {
      rows(
          """
          INSERT INTO message (conversation_id, seq, id, tenant_id, ticket_id, direction,
            author_kind, text, address, received_at)
          VALUES ('%1$s', %2$d, gen_random_uuid(), '%3$s', '%1$s', 'inbound', 'customer',
            'said %4$d days ago', '+37411', now() - interval '%4$d days') RETURNING 1
          """
              .formatted(id, ++seq, tenant, days));
    }
    return tenant;
  }

  @Test
  void whatIsOldEnoughIsErasedOnceAndItsPlaceStays() {
    UUID tenant = tenant(30, "closed", 100, 31, 29, 0);
    assertThat(retention.erase()).isEqualTo(2);
    assertThat(rows("SELECT seq, text, coalesce(address, '') FROM message ORDER BY seq"))
        .containsExactly("1||", "2||", "3|said 29 days ago|+37411", "4|said 0 days ago|+37411");
    assertThat(rows("SELECT DISTINCT type, tenant_id FROM outbox"))
        .containsExactly("io.threadline.messages-erased.v1|" + tenant);
    assertThat(retention.erase()).as("not due before tomorrow").isZero();
    assertThat(rows("SELECT due_at > now() + interval '23 hours' FROM retention_policy"))
        .containsExactly("t");
  }

  @Test
  void whatAnUnsolvedTicketNeedsIsKeptUntilItIsOver() {
    tenant(30, "open", 100, 90);
    assertThat(retention.erase()).isZero();
    rows("UPDATE ticket SET status = 'closed' RETURNING 1");
    rows("UPDATE retention_policy SET due_at = now() RETURNING 1");
    assertThat(retention.erase()).isEqualTo(2);
  }

  @Test
  void eachTenantKeepsForItsOwnTime() {
    tenant(30, "closed", 100);
    tenant(200, "closed", 100);
    assertThat(retention.erase()).isEqualTo(1);
    assertThat(rows("SELECT text FROM message ORDER BY text"))
        .containsExactly("", "said 100 days ago");
  }
}
