package io.threadline.ingest.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Topic;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.TestAccounts;
import io.threadline.ingest.channel.email.MailParser;
import io.threadline.ingest.spool.Spool;
import io.threadline.local.kafka.LocalKafka;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.id.Ids;
import io.threadline.platform.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The accept path on a real broker that is killed, stays away, and comes back. */
class AcceptorTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @TempDir Path directory;
  private LocalKafka kafka;
  private KafkaClients clients;

  @BeforeEach
  void start() throws InterruptedException {
    kafka = LocalKafka.start(directory.resolve("kafka"), 0);
    clients = new KafkaClients(kafka.bootstrap(), null);
    try (Admin admin = clients.admin()) {
      Topics.createMissing(admin);
    }
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  @Test
  void nothingAcknowledgedIsLostOrOvertakenWhileKafkaIsAway() throws Exception {
    Set<UUID> acknowledged = new LinkedHashSet<>();
    try (Spool spool = Spool.open(directory.resolve("spool"), 16 * 1024 * 1024)) {
      Acceptor acceptor = acceptor(spool);
      SpoolDrain drain = new SpoolDrain(clients.relayProducer(), spool, acceptor);
      drain.start();
      await(() -> !acceptor.isSpooling());
      assertThat(accept(acceptor, 200, acknowledged)).containsOnly(Acceptance.Durable.KAFKA);

      // For so long that a client with a limit would give up the first records and keep the last.
      signal("STOP");
      assertThat(acceptFor(TIMEOUT.multipliedBy(5).dividedBy(2), acceptor, acknowledged))
          .contains(Acceptance.Durable.SPOOL)
          .doesNotHaveAnyElementsOfTypes(Acceptance.Refused.class);
      signal("CONT");
      await(() -> !acceptor.isSpooling());

      kafka.kill();
      assertThat(accept(acceptor, 200, acknowledged)).containsOnly(Acceptance.Durable.SPOOL);
      assertThat(spool.records()).isEqualTo(200);

      kafka.restart();
      await(() -> !acceptor.isSpooling());
      assertThat(spool.isEmpty()).isTrue();
      assertThat(accept(acceptor, 50, acknowledged))
          .doesNotHaveAnyElementsOfTypes(Acceptance.Refused.class);
      await(() -> !acceptor.isSpooling());
      drain.close();
      acceptor.close();
    }
    // Repeats keep their id: the first of each counts, and they are in the order of acceptance.
    assertThat(read(acknowledged.size())).containsExactlyElementsOf(acknowledged);
  }

  @Test
  void whatIsSpooledSurvivesTheProcess() throws Exception {
    Set<UUID> acknowledged = new LinkedHashSet<>();
    kafka.kill();
    try (Spool spool = Spool.open(directory.resolve("spool"), 16 * 1024 * 1024)) {
      Acceptor acceptor = acceptor(spool);
      assertThat(accept(acceptor, 100, acknowledged)).containsOnly(Acceptance.Durable.SPOOL);
      acceptor.close();
    }
    kafka.restart();
    try (Spool spool = Spool.open(directory.resolve("spool"), 16 * 1024 * 1024)) {
      Acceptor acceptor = acceptor(spool);
      SpoolDrain drain = new SpoolDrain(clients.relayProducer(), spool, acceptor);
      drain.start();
      await(() -> !acceptor.isSpooling());
      drain.close();
      acceptor.close();
    }
    assertThat(read(100)).containsExactlyElementsOf(acknowledged);
  }

  @Test
  void aFullSpoolRefusesRatherThanLoses() throws Exception {
    kafka.kill();
    try (Spool spool = Spool.open(directory.resolve("spool"), 20_000)) {
      Acceptor acceptor = acceptor(spool);
      List<Acceptance> answers = accept(acceptor, 50, new LinkedHashSet<>());
      assertThat(answers.getFirst()).isEqualTo(Acceptance.Durable.SPOOL);
      assertThat(answers.getLast()).isInstanceOf(Acceptance.Refused.class);
      acceptor.close();
    }
  }

  private Acceptor acceptor(Spool spool) {
    return new Acceptor(
        clients.producer(AcceptParts.producerSettings()), spool, 16 * 1024 * 1024, TIMEOUT);
  }

  /** One after the other, so that Kafka's client holds records of different ages. */
  private static List<Acceptance> acceptFor(
      Duration time, Acceptor acceptor, Set<UUID> acknowledged) {
    List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
    long start = System.nanoTime();
    await(() -> {
      Envelope<MessageReceived> envelope = envelope();
      acknowledged.add(envelope.id());
      answers.add(acceptor.accept(envelope));
      return System.nanoTime() - start > time.toNanos();
    });
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private void signal(String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + kafka.pid()).start().waitFor()).isZero();
  }

  private static List<Acceptance> accept(Acceptor acceptor, int count, Set<UUID> acknowledged) {
    List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Envelope<MessageReceived> envelope = envelope();
      ids.add(envelope.id());
      answers.add(acceptor.accept(envelope));
    }
    List<Acceptance> settled = answers.stream().map(CompletableFuture::join).toList();
    for (int i = 0; i < count; i++) {
      if (settled.get(i) instanceof Acceptance.Durable) {
        acknowledged.add(ids.get(i));
      }
    }
    return settled;
  }

  /** All of one sender, so that their order is asserted. */
  private static Envelope<MessageReceived> envelope() {
    byte[] mail = "From: ann@example.com\n\nhello".getBytes(StandardCharsets.UTF_8);
    MessageReceived message =
        MailParser.parse(
            TestAccounts.EMAIL, mail, MailParser.SmtpEnvelope.NONE, TestAccounts.arrival(mail));
    return new Envelope<>(
        Ids.next(), Envelope.DEFAULT_TENANT, "/test", Instant.EPOCH, null, message);
  }

  private Set<UUID> read(int count) {
    Set<UUID> ids = new LinkedHashSet<>();
    try (Consumer<String, byte[]> consumer = clients.consumer(Map.of())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.MESSAGES_INBOUND.topicName()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await(() -> {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> ids.add(EventHeaders.fromRecord(record).map(Envelope::id).orElseThrow()));
        return ids.size() >= count;
      });
    }
    return ids;
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(20))
        .until(condition);
  }
}
