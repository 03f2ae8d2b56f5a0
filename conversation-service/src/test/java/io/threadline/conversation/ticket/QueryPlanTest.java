package io.threadline.conversation.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Envelope;
import io.threadline.conversation.testkit.ConversationDatabase;
import io.threadline.platform.database.Tenancy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists stay fast as they grow: each is read from an index, in its order. */
class QueryPlanTest {
  private static final UUID TENANT = Envelope.DEFAULT_TENANT;

  /**
   * 20,000 customers with a conversation, a ticket and ten messages each, half of a second tenant.
   */
  @BeforeAll
  static void fill() {
    ConversationDatabase.empty();
    ConversationDatabase.rows(
        """
        WITH n AS MATERIALIZED (
          SELECT i, CASE i %% 2 WHEN 0 THEN '%s'::uuid ELSE uuidv7() END AS tenant, uuidv7() AS id
          FROM generate_series(1, 20000) AS i),
        c AS (INSERT INTO customer (id, tenant_id, created_at) SELECT id, tenant, now() FROM n),
        v AS (INSERT INTO conversation (id, tenant_id, customer_id, last_seq, created_at)
          SELECT id, tenant, id, 10, now() FROM n),
        a AS (INSERT INTO identity (tenant_id, address, space, channels, customer_id, evidence, created_at)
          SELECT tenant, '+1415' || (1000000 + i), 'phone', '{sms}', id, 'verified', now() FROM n),
        t AS (INSERT INTO ticket (id, tenant_id, customer_id, conversation_id, status, priority,
            channel, channel_account_id, queue, assignee, opened_at)
          SELECT id, tenant, id, id, CASE WHEN i %% 20 = 0 THEN 'open' ELSE 'resolved' END, 'normal',
            'sms', uuidv7(), 'queue' || i %% 50, 'agent' || i %% 100, now() FROM n)
        INSERT INTO message (conversation_id, seq, id, tenant_id, ticket_id, direction, author_kind,
          text, channel_account_id, provider_message_id, received_at)
        SELECT id, s, uuidv7(), tenant, id, 'inbound', 'customer', 'text', id, s::text, now()
        FROM n, generate_series(1, 10) AS s RETURNING 1
        """
            .formatted(TENANT));
    ConversationDatabase.rows(
        """
        INSERT INTO search_message (tenant_id, message_id, conversation_id, direction, at, text, tsv)
        SELECT tenant_id, id, conversation_id, direction, received_at, text || seq,
          search_vector('common dull' || right(id::text, 2) || ' rare' || right(id::text, 3))
        FROM message RETURNING 1
        """);
    ConversationDatabase.rows(
        """
        INSERT INTO ticket_term (tenant_id, term, ticket_id)
        SELECT tenant_id, 'tag:t' || right(id::text, 1), id FROM ticket RETURNING 1
        """);
    ConversationDatabase.asOwner(
        "ANALYZE customer, conversation, identity, ticket, message, search_message, ticket_term");
  }

  private interface Query {
    PreparedStatement prepare(Connection connection) throws SQLException;
  }

  private static String plan(Query query) throws SQLException {
    try (Connection connection = ConversationDatabase.app().getConnection()) {
      connection.setAutoCommit(false);
      Tenancy.enter(connection, TENANT);
      try (PreparedStatement statement = query.prepare(connection);
          PreparedStatement explain =
              connection.prepareStatement("EXPLAIN (COSTS OFF) " + statement);
          ResultSet rows = explain.executeQuery()) {
        List<String> lines = new ArrayList<>();
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
        return String.join("\n", lines);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    ", , ",
    "open, , ",
    "'open,pending', , ",
    ", agent2, ",
    "open, agent2, ",
    ", , queue4",
    "open, , queue4"
  })
  void ticketListsComeFromAnIndexInTheirOrder(String status, String assignee, String queue)
      throws SQLException {
    TicketQuery query =
        new TicketFilter(
                status, null, assignee, null, queue, null, null, null, null, null, null, null, null)
            .query("agent1");
    assertThat(plan(connection -> query.prepare(connection, "agent1", List.of(), 51)))
        .contains("Index Scan")
        .doesNotContain("Seq Scan");
    assertThat(
            plan(connection ->
                query.prepare(connection, "agent1", List.of("", UUID.randomUUID().toString()), 51)))
        .contains("Index Scan")
        .doesNotContain("Seq Scan");
  }

  @Test
  void ticketsWithATagComeFromItsTermInTheirOrder() throws SQLException {
    TicketQuery query =
        new TicketFilter(
                null, null, null, null, null, null, "t7", null, null, null, null, null, null)
            .query("agent1");
    assertThat(plan(connection -> query.prepare(connection, "agent1", List.of(), 51)))
        .contains("ticket_term")
        .doesNotContain("Seq Scan");
  }

  /**
   * As the owner sees the table, whose functions search it: row-level security would keep the
   * operators of full text search off the index.
   */
  @ParameterizedTest
  @CsvSource({
    "common, bucket BETWEEN 20 AND 24, search_message_pkey",
    "dull1f, bucket BETWEEN 20 AND 24, search_message_words",
    "rare4f3, bucket + 0 <= 20, search_message_words"
  })
  void searchesReadTheIndexThatIsShortest(String word, String buckets, String index) {
    String plan =
        String.join(
            "\n",
            ConversationDatabase.rows(
                """
                EXPLAIN (COSTS OFF) SELECT * FROM search_message
                WHERE tenant_id = '%s' AND %s AND tsv @@ '%s'::tsquery AND n < 1000000
                ORDER BY n DESC LIMIT 21
                """
                    .formatted(TENANT, buckets, word)));
    assertThat(plan).contains(index).doesNotContain("Seq Scan");
  }

  @Test
  void aThreadPageComesFromTheKey() throws SQLException {
    assertThat(
            plan(connection -> {
              PreparedStatement page =
                  connection.prepareStatement(
                      "SELECT * FROM message WHERE conversation_id = ? AND seq > ?"
                          + " ORDER BY seq LIMIT ?");
              page.setObject(1, UUID.randomUUID());
              page.setLong(2, 5);
              page.setInt(3, 101);
              return page;
            }))
        .contains("message_pkey")
        .doesNotContain("Seq Scan");
  }

  @Test
  void anAddressIsFoundByItsKey() throws SQLException {
    assertThat(
            plan(connection -> {
              PreparedStatement find =
                  connection.prepareStatement(
                      "SELECT customer_id FROM identity WHERE address IN (?, ?)");
              find.setString(1, "+14151000002");
              find.setString(2, "14151000002");
              return find;
            }))
        .contains("identity_pkey")
        .doesNotContain("Seq Scan");
  }
}
