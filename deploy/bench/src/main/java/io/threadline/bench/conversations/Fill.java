package io.threadline.bench.conversations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Puts customers, tickets and messages into the database, ten messages a customer, and what is
 * searched of them. The texts are sentences of made-up words, a few of them in every tenth sentence
 * and most of them rare, each message with a word that no other has; a twentieth of the tickets is
 * still open.
 *
 * @param url of the conversation-service's schema
 * @param password of its owner
 */
record Fill(String url, String password, UUID tenant, Consumer<String> progress) {
  static final int MESSAGES_PER_CUSTOMER = 10;

  /** Words are picked by the cube of a random number: the first ones are common. */
  private static final List<String> STEPS =
      List.of(
          """
          CREATE UNLOGGED TABLE bench_sentence AS
          SELECT s AS id, string_agg(word, ' ') AS text, search_vector(string_agg(word, ' ')) AS tsv
          FROM generate_series(1, 20000) AS s, LATERAL (
            SELECT 'w' || translate(to_hex((power(random(), 3) * 5000)::int + s * 0), '0123456789',
              'ghijklmnop') AS word
            FROM generate_series(1, 12)) AS words
          GROUP BY s
          """,
          """
          CREATE UNLOGGED TABLE bench_person AS
          SELECT i, uuidv7() AS id, now() - make_interval(secs => (%1$d - i) * 60) AS since
          FROM generate_series(1, %1$d) AS i
          """,
          """
          INSERT INTO customer (id, tenant_id, display_name, created_at)
          SELECT id, '%2$s', 'Customer ' || i, since FROM bench_person
          """,
          """
          INSERT INTO identity (tenant_id, address, space, channels, customer_id, evidence, created_at)
          SELECT '%2$s', '+1999' || (10000000 + i), 'phone', '{sms}', id, 'verified', since FROM bench_person
          """,
          """
          INSERT INTO conversation (id, tenant_id, customer_id, last_seq, last_inbound_seq,
            last_inbound_channel, last_inbound_account, last_inbound_address, created_at)
          SELECT id, '%2$s', id, 10, 9, 'sms', id, '+1999' || (10000000 + i), since FROM bench_person
          """,
          """
          INSERT INTO ticket (id, tenant_id, customer_id, conversation_id, status, priority, channel,
            channel_account_id, queue, language, assignee, opened_at)
          SELECT id, '%2$s', id, id, CASE WHEN i %% 20 = 0 THEN 'open' ELSE 'closed' END,
            (ARRAY['low', 'normal', 'high', 'urgent'])[1 + i %% 4], 'sms', id, 'queue' || i %% 50, 'en',
            'agent' || i %% 200, since FROM bench_person
          """,
          """
          CREATE UNLOGGED TABLE bench_line AS
          SELECT p.id AS customer, s AS seq, uuidv7() AS id, 1 + (random() * 19999)::int AS sentence,
            'ref' || p.i || 'x' || s AS mark, p.since + make_interval(secs => s) AS at
          FROM bench_person AS p, generate_series(1, 10) AS s ORDER BY s, p.i
          """,
          """
          INSERT INTO message (conversation_id, seq, id, tenant_id, ticket_id, direction, channel,
            author_kind, author, text, delivery, channel_account_id, provider_message_id, received_at)
          SELECT l.customer, l.seq, l.id, '%2$s', l.customer,
            CASE l.seq %% 2 WHEN 1 THEN 'inbound' ELSE 'outbound' END, 'sms',
            CASE l.seq %% 2 WHEN 1 THEN 'customer' ELSE 'agent' END,
            CASE l.seq %% 2 WHEN 0 THEN 'agent1' END, s.text || ' ' || l.mark,
            CASE l.seq %% 2 WHEN 0 THEN 'delivered' END, l.customer, l.seq::text, l.at
          FROM bench_line AS l JOIN bench_sentence AS s ON s.id = l.sentence
          """,
          "DROP INDEX search_message_words",
          """
          INSERT INTO search_message (tenant_id, message_id, conversation_id, ticket_id, direction,
            channel, at, text, tsv)
          SELECT '%2$s', l.id, l.customer, l.customer, 'inbound', 'sms', l.at, s.text || ' ' || l.mark,
            s.tsv || to_tsvector('simple', l.mark)
          FROM bench_line AS l JOIN bench_sentence AS s ON s.id = l.sentence
          """,
          """
          CREATE INDEX search_message_words ON search_message USING gin (tenant_id, bucket, tsv)
            WITH (gin_pending_list_limit = 512)
          """,
          """
          INSERT INTO search_word (tenant_id, word)
          SELECT DISTINCT '%2$s'::uuid, word FROM bench_sentence, regexp_split_to_table(text, ' ') AS word
          ON CONFLICT DO NOTHING
          """,
          """
          INSERT INTO search_customer (customer_id, tenant_id, text)
          SELECT id, '%2$s', 'customer ' || i || ' +1999' || (10000000 + i) FROM bench_person
          ON CONFLICT DO NOTHING
          """,
          "ANALYZE customer, identity, conversation, ticket, message, search_message");

  /** What was put there, as far as requests need it. */
  record Sample(List<String> customers, List<String> common, List<String> rare) {}

  /** Fills, and answers what to ask for. */
  Sample fill(int customers) {
    try (Connection connection = DriverManager.getConnection(url, "conversation_owner", password);
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT set_config('threadline.tenant', '" + tenant + "', false)");
      statement.execute("SET maintenance_work_mem = '256MB'");
      statement.execute("SET synchronous_commit = off");
      statement.execute("SELECT setseed(0.5)");
      long began = System.nanoTime();
      for (String step : STEPS) {
        statement.execute(step.formatted(customers, tenant));
      }
      progress.accept(
          "filled with %,d messages of %,d customers in %d s"
              .formatted(
                  (long) customers * MESSAGES_PER_CUSTOMER,
                  customers,
                  (System.nanoTime() - began) / 1_000_000_000));
      return new Sample(
          column(statement, "SELECT id::text FROM bench_person ORDER BY random() LIMIT 5000"),
          column(statement, words("> 200")),
          column(statement, words("BETWEEN 1 AND 40")));
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be filled: " + e.getMessage(), e);
    }
  }

  private static String words(String sentences) {
    return "SELECT word FROM bench_sentence, regexp_split_to_table(text, ' ') AS word"
        + " GROUP BY word HAVING count(*) "
        + sentences
        + " ORDER BY random() LIMIT 300";
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
