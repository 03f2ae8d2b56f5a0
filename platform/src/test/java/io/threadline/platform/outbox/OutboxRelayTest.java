package io.threadline.platform.outbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Topic;
import io.threadline.contracts.business.SubscriptionEnded;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.database.Tenancy;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.testkit.ServiceDatabase;
import io.threadline.platform.testkit.TestServers;
import io.threadline.platform.testkit.TopicReader;
import io.threadline.platform.topic.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** On real PostgreSQL and Kafka: every committed event leaves, in order, whatever breaks. */
class OutboxRelayTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int SHARDS = 4;
  private static final Duration IDLE = Duration.ofMillis(100);

  /** Short, so that every outage in these tests outlasts it. */
  private static final Duration LEASE = Duration.ofMillis(500);

  private final OutboxSignal signal = new OutboxSignal();
  private final Outbox outbox = new Outbox(signal, SHARDS);
  private final Envelopes envelopes = new Envelopes("test", 0);
  private final KafkaClients clients = new KafkaClients(TestServers.kafka().bootstrap(), null);
  private final List<AutoCloseable> open = new ArrayList<>();
  private ServiceDatabase database;
  private JdbcTransactions transactions;
  private TopicReader reader;

  @BeforeEach
  void prepare() throws InterruptedException {
    try (Admin admin = clients.admin()) {
      Topics.createMissing(admin);
    }
    database = ServiceDatabase.fresh("ingest");
    transactions = database.transactions(signal);
    reader = TopicReader.fromNow(Topic.BUSINESS_EVENTS);
    open.add(reader);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  @Test
  void publishesInOrderPerKeyAndLeavesNothingBehind() {
    relay();
    for (int i = 0; i < 100; i++) {
      append(i * 20, 20);
    }
    awaitDistinct(2_000);
    assertThat(orderPerKey(firstCopies(reader.events(2_000, LONG))))
        .isEqualTo(expectedPerKey(2_000));
    awaitEmpty();
  }

  @Test
  void doesNotSkipATransactionThatBeganEarlierAndCommitsLater() throws SQLException {
    relay();
    try (Connection late = database.appSource().getConnection()) {
      late.setAutoCommit(false);
      Tenancy.enter(late, Envelope.DEFAULT_TENANT);
      outbox.append(late, List.of(event(0)));
      append(1, 50);
      assertThat(reader.events(50, LONG)).hasSize(50);
      late.commit();
    }
    assertThat(reader.events(51, LONG)).hasSize(51);
    awaitEmpty();
  }

  @Test
  void publishesNothingOfATransactionThatRolledBack() throws SQLException {
    relay();
    try (Connection connection = database.appSource().getConnection()) {
      connection.setAutoCommit(false);
      Tenancy.enter(connection, Envelope.DEFAULT_TENANT);
      outbox.append(connection, List.of(event(0)));
      connection.rollback();
    }
    append(1, 1);
    assertThat(orderPerKey(reader.events(1, LONG))).containsOnlyKeys("customer-1");
  }

  @Test
  void losesNothingAndKeepsOrderWhenItsSessionsAreCutAgainAndAgain() {
    relay();
    relay();
    int cut = 0;
    for (int i = 0; i < 60; i++) {
      append(i * 50, 50);
      if (i % 6 == 5) {
        cut += database.cutSessions();
      }
    }
    assertThat(cut).isPositive();
    awaitEmpty();
    awaitDistinct(3_000);
    List<Envelope<Event>> published = reader.events(3_000, LONG);
    assertThat(orderPerKey(firstCopies(published))).isEqualTo(expectedPerKey(3_000));
  }

  @Test
  void waitsOutABrokerThatIsKilled() {
    relay();
    relay();
    append(0, 100);
    TestServers.kafka().kill();
    append(100, 100);
    TestServers.kafka().restart();
    append(200, 100);
    awaitEmpty();
    awaitDistinct(300);
    assertThat(orderPerKey(firstCopies(reader.events(300, LONG)))).isEqualTo(expectedPerKey(300));
  }

  @Test
  void handsItsShardsOverWhenItStops() throws Exception {
    OutboxRelay first = relay();
    await().atMost(LONG).until(first::holdsShards);
    OutboxRelay second = relay();
    append(0, 100);
    first.close();
    append(100, 100);
    assertThat(orderPerKey(reader.events(200, LONG))).isEqualTo(expectedPerKey(200));
    await().atMost(LONG).until(second::holdsShards);
  }

  @ParameterizedTest
  @EnumSource
  void losesNothingWhenAFrozenHolderWakesAfterAnotherTookOver(Freeze.At where) throws Exception {
    try (Freeze freeze = new Freeze(where)) {
      OutboxRelay holder = relay(database.appSource(), freeze.of(producer()));
      await().atMost(LONG).until(holder::holdsShards);
      append(0, 100);
      freeze.awaitFrozen();
      relay();
      append(100, 100);
      awaitDistinct(200);
      awaitEmpty();
    }
    append(200, 100);
    awaitDistinct(300);
    awaitEmpty();
    assertThat(orderPerKey(firstCopies(reader.events(300, LONG)))).isEqualTo(expectedPerKey(300));
  }

  @Test
  void givesItsSessionBackToThePoolAsItWas() throws Exception {
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setURL(TestServers.postgres().jdbcUrl() + "?currentSchema=ingest");
    source.setUser("ingest_app");
    source.setPassword("ingest_app");
    PooledConnection session = source.getPooledConnection();
    open.add(session::close);
    OutboxRelay relay =
        relay(
            new PGSimpleDataSource() {
              @Override
              public Connection getConnection() throws SQLException {
                return session.getConnection();
              }
            },
            producer());
    append(0, 10);
    awaitEmpty();
    relay.close();
    try (Connection next = session.getConnection();
        Statement ask = next.createStatement();
        ResultSet answer =
            ask.executeQuery(
                "SELECT current_setting('synchronous_commit'),"
                    + " current_setting('idle_session_timeout'), (SELECT count(*) FROM pg_locks"
                    + " WHERE locktype = 'advisory' AND pid = pg_backend_pid())")) {
      answer.next();
      assertThat(List.of(answer.getString(1), answer.getString(2), answer.getString(3)))
          .containsExactly("on", "0", "0");
    }
  }

  private OutboxRelay relay() {
    return relay(database.appSource(), producer());
  }

  private OutboxRelay relay(DataSource source, Producer<String, byte[]> producer) {
    OutboxRelay relay = new OutboxRelay(source, producer, signal, SHARDS, 200, IDLE, LEASE);
    relay.start();
    open.add(relay);
    return relay;
  }

  private KafkaProducer<String, byte[]> producer() {
    KafkaProducer<String, byte[]> producer = clients.relayProducer();
    open.add(producer);
    return producer;
  }

  /** A row each, and packed, by turns. */
  private void append(int from, int count) {
    transactions.inTenant(
        Envelope.DEFAULT_TENANT,
        connection -> {
          var events = IntStream.range(from, from + count).mapToObj(this::event).toList();
          if (from / count % 2 == 0) {
            outbox.appendPacked(connection, events);
          } else {
            outbox.append(connection, events);
          }
          return count;
        });
  }

  /** Event n of customer n mod 10, so that each customer has an order to keep. */
  private Envelope<SubscriptionEnded> event(int n) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return envelopes.wrap(
        Envelope.DEFAULT_TENANT,
        now,
        new SubscriptionEnded("customer-" + n % 10, String.valueOf(n), null, now));
  }

  private void awaitDistinct(int count) {
    reader.until(LONG, read -> read.stream().map(r -> id(r.headers())).distinct().count() == count);
  }

  private void awaitEmpty() {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(database.rows("SELECT count(*) FROM outbox")).containsExactly("0"));
  }

  private static List<Envelope<Event>> firstCopies(List<Envelope<Event>> events) {
    Map<Object, Envelope<Event>> first = new LinkedHashMap<>();
    events.forEach(event -> first.putIfAbsent(event.id(), event));
    return List.copyOf(first.values());
  }

  private static Map<String, List<Integer>> orderPerKey(List<Envelope<Event>> events) {
    return events.stream()
        .map(event -> (SubscriptionEnded) event.data())
        .collect(
            groupingBy(
                SubscriptionEnded::customerReference,
                mapping(event -> Integer.parseInt(event.subscriptionId()), toList())));
  }

  private static Map<String, List<Integer>> expectedPerKey(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(groupingBy(n -> "customer-" + n % 10, toList()));
  }

  private static String id(org.apache.kafka.common.header.Headers headers) {
    return String.valueOf(io.threadline.platform.event.EventHeaders.text(headers, "ce_id"));
  }
}
