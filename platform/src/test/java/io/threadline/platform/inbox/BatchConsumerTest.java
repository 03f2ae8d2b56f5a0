package io.threadline.platform.inbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Topic;
import io.threadline.contracts.business.SubscriptionEnded;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.database.DatabaseException;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.platform.telemetry.ConsumerMetrics;
import io.threadline.platform.testkit.ServiceDatabase;
import io.threadline.platform.testkit.TestServers;
import io.threadline.platform.testkit.TopicReader;
import io.threadline.platform.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** On real PostgreSQL and Kafka: each event has its effect once and in order, whatever breaks. */
class BatchConsumerTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final UUID OTHER_TENANT = UUID.fromString("00000000-0000-7000-8000-0000000000ff");

  private final String group = "test-" + UUID.randomUUID();
  private final Envelopes envelopes = new Envelopes("test", 0);
  private final KafkaClients clients = new KafkaClients(TestServers.kafka().bootstrap(), null);
  private final KafkaProducer<String, byte[]> producer = clients.relayProducer();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(producer));
  private final String run = UUID.randomUUID().toString();
  private ServiceDatabase database;

  @BeforeEach
  void prepare() throws InterruptedException {
    try (Admin admin = clients.admin()) {
      Topics.createMissing(admin);
    }
    database = ServiceDatabase.fresh("routing");
    database.asOwner(
        """
        CREATE TABLE IF NOT EXISTS effect (
          place bigint GENERATED ALWAYS AS IDENTITY, tenant_id uuid NOT NULL, key text NOT NULL,
          n int NOT NULL);
        TRUNCATE effect;
        ALTER TABLE effect ENABLE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS effect_tenant ON effect;
        CREATE POLICY effect_tenant ON effect USING (tenant_id = threadline_tenant());
        """);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
    database.asOwner("DROP TABLE effect");
  }

  @Test
  void appliesOnceWhatWasPublishedThreeTimes() {
    consumer(this::record);
    for (int from = 0; from < 1_000; from += 100) {
      List<Envelope<Event>> events = events(from, 100);
      for (int copy = 0; copy < 3; copy++) {
        publish(events);
      }
    }
    awaitEffects(1_000);
  }

  @Test
  void worksOffWhatItHeldBackThoughTheOthersStayBusy() {
    AtomicInteger asked = new AtomicInteger();
    GiveWay giveWay = new GiveWay(() -> asked.incrementAndGet() > 0, Duration.ofMillis(300));
    consumer(this::record, database.transactions(new OutboxSignal()), giveWay);
    publish(events(0, 500));
    awaitEffects(500);
    assertThat(asked).hasValueGreaterThan(1);
  }

  @Test
  void appliesWhatIsRepeatableAgainAndWritesNoIdDown() {
    List<Envelope<Event>> events = events(0, 10);
    consumer(
        new BatchHandler() {
          @Override
          public boolean repeatable(Event event) {
            return Integer.parseInt(((SubscriptionEnded) event).subscriptionId()) % 2 == 0;
          }

          @Override
          public void apply(Connection c, UUID tenant, List<Envelope<Event>> batch)
              throws SQLException {
            record(c, tenant, batch);
          }
        });
    publish(events);
    publish(events);
    awaitAtLeast(15);
    assertThat(database.rows("SELECT n, count(*) FROM effect GROUP BY n ORDER BY n"))
        .containsExactly("0|2", "1|1", "2|2", "3|1", "4|2", "5|1", "6|2", "7|1", "8|2", "9|1");
    String ids =
        events.stream().map(each -> "'" + each.id() + "'").collect(Collectors.joining(","));
    assertThat(database.rows("SELECT count(*) FROM consumed_event WHERE id IN (" + ids + ")"))
        .containsExactly("5");
  }

  @Test
  void keepsTheOrderAndTheCountWhileInstancesComeAndGo() throws Exception {
    Random random = new Random(seed());
    consumer(this::record);
    for (int round = 0; round < 4; round++) {
      publish(events(round * 1_000, 500));
      BatchConsumer visitor = consumer(this::record);
      await().atMost(LONG).until(visitor::isAssigned);
      publish(events(round * 1_000 + 500, 500));
      if (random.nextBoolean()) {
        awaitAtLeast(round * 1_000 + random.nextInt(1_000));
      }
      visitor.close();
    }
    awaitEffects(4_000);
  }

  @Test
  void appliesOnceWhenItsDatabaseSessionsAreCut() {
    consumer(this::record);
    for (int round = 0; round < 20; round++) {
      publish(events(round * 200, 200));
      awaitAtLeast(round * 100);
      database.cutSessions();
    }
    awaitEffects(4_000);
  }

  @Test
  void goesOnWhenTheDatabaseIsAwayDuringARebalance() {
    Counting one = new Counting();
    Counting two = new Counting();
    consumer(this::record, one);
    publish(events(0, 500));
    awaitEffects(500);
    TestServers.postgres().kill();
    try {
      consumer(this::record, two);
      // With nothing to read only a rebalance asks the database; it fails, and so does the first
      // attempt to start over.
      await().atMost(LONG).until(() -> one.failed.get() > 1 && two.failed.get() > 1);
      publish(events(500, 500));
    } finally {
      TestServers.postgres().restart();
    }
    awaitEffects(1_000);
  }

  @Test
  void putsNothingAsideForASessionThatEndedInItsTransaction() {
    failsAtFirst(this::idleUntilTheSessionEnds);
  }

  @Test
  void putsNothingAsideForADatabaseThatIsReadOnlyForAWhile() {
    failsAtFirst(connection -> execute(connection, "SET LOCAL transaction_read_only = on"));
  }

  @Test
  void goesOnAfterItsPartitionsWereTakenOver() {
    consumer(this::record);
    publish(events(0, 500));
    awaitEffects(500);
    database.asOwner("UPDATE consumer_position SET epoch = epoch + 1");
    publish(events(500, 500));
    awaitEffects(1_000);
  }

  @Test
  void putsPoisonAsideWithItsReasonAndLetsTheRestFlow() {
    try (TopicReader deadLetters = TopicReader.fromNow(Topic.BUSINESS_EVENTS.deadLetter())) {
      consumer((connection, tenant, batch) -> {
        record(connection, tenant, batch);
        if (batch.stream().anyMatch(event -> number(event) % 100 == 7)) {
          throw new PoisonException("numbers that end in 07 are poison here");
        }
      });
      publish(events(0, 300));
      ProducerRecord<String, byte[]> broken = EventHeaders.toRecord(events(300, 1).getFirst());
      broken.headers().remove("ce_tenant");
      send(broken);
      send(
          EventHeaders.toRecord(
              Topic.BUSINESS_EVENTS.topicName(),
              run + "-0",
              UUID.randomUUID(),
              "io.threadline.subscription-ended.v1",
              "/test",
              Envelope.DEFAULT_TENANT,
              Instant.EPOCH,
              null,
              "not json".getBytes(StandardCharsets.UTF_8)));
      publish(events(301, 99));

      List<ConsumerRecord<String, byte[]>> letters =
          deadLetters.until(LONG, read -> read.stream().filter(this::ours).count() == 6);
      assertThat(letters.stream().filter(this::ours).map(r -> reason(r)))
          .containsExactlyInAnyOrder(
              "numbers that end in 07 are poison here",
              "numbers that end in 07 are poison here",
              "numbers that end in 07 are poison here",
              "numbers that end in 07 are poison here",
              "header ce_tenant is missing",
              "body is not a valid io.threadline.subscription-ended.v1: it is not JSON, see line 1,"
                  + " column 5");
      awaitAtLeast(395);
      assertThat(effects().values().stream().flatMap(List::stream).filter(n -> n % 100 == 7))
          .isEmpty();
    }
  }

  @Test
  void appliesEachTenantsEventsInThatTenant() {
    consumer(this::record);
    publish(events(0, 10));
    List<Envelope<Event>> foreign =
        events(10, 10).stream()
            .map(e -> new Envelope<>(e.id(), OTHER_TENANT, e.source(), e.time(), null, e.data()))
            .toList();
    publish(foreign);
    awaitAtLeast(20);
    assertThat(database.rows("SELECT tenant_id, count(*) FROM effect GROUP BY 1 ORDER BY 1"))
        .containsExactly(Envelope.DEFAULT_TENANT + "|10", OTHER_TENANT + "|10");
  }

  @Test
  void ignoresEventsOfTypesThatItDoesNotKnow() {
    consumer(this::record);
    ProducerRecord<String, byte[]> unknown = EventHeaders.toRecord(events(0, 1).getFirst());
    unknown.headers().remove("ce_type");
    unknown
        .headers()
        .add("ce_type", "io.threadline.yet-to-come.v9".getBytes(StandardCharsets.UTF_8));
    send(unknown);
    publish(events(0, 10));
    awaitEffects(10);
  }

  /** What a connection suffers. */
  private interface Suffering {
    void befalls(Connection connection) throws SQLException;
  }

  /** Befalls a batch of one event, which the first failure that counts would put aside. */
  private void failsAtFirst(Suffering suffering) {
    AtomicInteger attempts = new AtomicInteger();
    consumer((connection, tenant, batch) -> {
      if (number(batch.getFirst()) == 1 && attempts.incrementAndGet() <= 2) {
        suffering.befalls(connection);
      }
      record(connection, tenant, batch);
    });
    publish(events(0, 1));
    awaitEffects(1);
    publish(events(1, 1));
    awaitEffects(2);
    assertThat(attempts).hasValue(3);
  }

  private void idleUntilTheSessionEnds(Connection connection) throws SQLException {
    int session = connection.unwrap(PGConnection.class).getBackendPID();
    execute(connection, "SET LOCAL idle_in_transaction_session_timeout = '20ms'");
    await()
        .atMost(LONG)
        .until(() ->
            database.rows("SELECT pid FROM pg_stat_activity WHERE pid = " + session).isEmpty());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  /** A consumer's transactions, with a count of those that failed. */
  private final class Counting implements Transactions {
    private final Transactions transactions = database.transactions(new OutboxSignal());
    private final AtomicInteger failed = new AtomicInteger();

    @Override
    public <T> T asSystem(Work<T> work) {
      try {
        return transactions.asSystem(work);
      } catch (DatabaseException e) {
        failed.incrementAndGet();
        throw e;
      }
    }
  }

  /** Hands on what this test has published. */
  private final class Ours implements BatchHandler {
    private final BatchHandler handler;

    Ours(BatchHandler handler) {
      this.handler = handler;
    }

    @Override
    public boolean repeatable(Event event) {
      return handler.repeatable(event);
    }

    @Override
    public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
        throws SQLException {
      List<Envelope<Event>> ours = events.stream().filter(BatchConsumerTest.this::ours).toList();
      if (!ours.isEmpty()) {
        handler.apply(connection, tenant, ours);
      }
    }
  }

  private BatchConsumer consumer(BatchHandler handler) {
    return consumer(handler, database.transactions(new OutboxSignal()));
  }

  private BatchConsumer consumer(BatchHandler handler, Transactions transactions) {
    return consumer(handler, transactions, GiveWay.never());
  }

  private BatchConsumer consumer(BatchHandler handler, Transactions transactions, GiveWay giveWay) {
    BatchConsumer consumer =
        new BatchConsumer(
            group,
            Set.of(Topic.BUSINESS_EVENTS),
            clients.consumer(group),
            producer,
            transactions,
            new Ours(handler),
            new ConsumerMetrics(new SimpleMeterRegistry()),
            giveWay);
    open.add(consumer);
    consumer.start();
    return consumer;
  }

  private void record(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO effect (tenant_id, key, n) VALUES (?, ?, ?)")) {
      for (Envelope<Event> event : events) {
        insert.setObject(1, tenant);
        insert.setString(2, event.data().partitionKey());
        insert.setInt(3, number(event));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private List<Envelope<Event>> events(int from, int count) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return IntStream.range(from, from + count)
        .mapToObj(n ->
            envelopes.<Event>wrap(
                Envelope.DEFAULT_TENANT,
                now,
                new SubscriptionEnded(run + "-" + n % 20, String.valueOf(n), null, now)))
        .toList();
  }

  private void publish(List<Envelope<Event>> events) {
    events.forEach(event -> send(EventHeaders.toRecord(event)));
    producer.flush();
  }

  /** What is sent is acknowledged in the end: the producer does not give up. */
  private void send(ProducerRecord<String, byte[]> record) {
    Future<?> acknowledged = producer.send(record);
    assertThat(acknowledged).isNotNull();
  }

  private void awaitAtLeast(int count) {
    await()
        .atMost(LONG)
        .until(() ->
            Integer.parseInt(database.rows("SELECT count(*) FROM effect").getFirst()) >= count);
  }

  /** All effects are there, each once, in order per key. */
  private void awaitEffects(int count) {
    awaitAtLeast(count);
    Map<String, List<Integer>> expected =
        IntStream.range(0, count).boxed().collect(groupingBy(n -> run + "-" + n % 20, toList()));
    assertThat(effects()).isEqualTo(expected);
  }

  private Map<String, List<Integer>> effects() {
    return database.rows("SELECT key, n FROM effect ORDER BY place").stream()
        .map(row -> row.split("\\|"))
        .collect(groupingBy(row -> row[0], mapping(row -> Integer.parseInt(row[1]), toList())));
  }

  private boolean ours(Envelope<Event> event) {
    return event.data().partitionKey().startsWith(run);
  }

  private boolean ours(ConsumerRecord<String, byte[]> record) {
    return record.key() != null && record.key().startsWith(run);
  }

  private static int number(Envelope<Event> event) {
    return Integer.parseInt(((SubscriptionEnded) event.data()).subscriptionId());
  }

  private static String reason(ConsumerRecord<String, byte[]> letter) {
    return String.valueOf(EventHeaders.text(letter.headers(), "dead-letter-reason"));
  }

  private static long seed() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    return seed;
  }
}
