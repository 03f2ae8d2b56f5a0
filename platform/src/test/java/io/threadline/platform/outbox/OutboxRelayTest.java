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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On real PostgreSQL and Kafka: every committed event leaves, in order, whatever breaks. */
class OutboxRelayTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int SHARDS = 4;

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
    assertThat(orderPerKey(reader.events(2_000, LONG))).isEqualTo(expectedPerKey(2_000));
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
    reader.until(LONG, read -> read.stream().map(r -> id(r.headers())).distinct().count() == 3_000);
    List<Envelope<Event>> published = reader.events(3_000, LONG);
    assertThat(orderPerKey(firstCopies(published))).isEqualTo(expectedPerKey(3_000));
  }

  @Test
  void waitsOutABrokerThatIsKilled() {
    relay();
    append(0, 100);
    TestServers.kafka().kill();
    append(100, 100);
    TestServers.kafka().restart();
    append(200, 100);
    awaitEmpty();
    reader.until(LONG, read -> read.stream().map(r -> id(r.headers())).distinct().count() == 300);
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

  private OutboxRelay relay() {
    KafkaProducer<String, byte[]> producer = clients.relayProducer();
    OutboxRelay relay =
        new OutboxRelay(
            database.appSource(), producer, signal, SHARDS, 200, Duration.ofMillis(100));
    relay.start();
    open.add(producer);
    open.add(relay);
    return relay;
  }

  private void append(int from, int count) {
    transactions.inTenant(
        Envelope.DEFAULT_TENANT,
        connection -> {
          outbox.append(
              connection, IntStream.range(from, from + count).mapToObj(this::event).toList());
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
