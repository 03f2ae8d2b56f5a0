package io.threadline.routing.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Topic;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.config.RelayProducer;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.event.MalformedEventException;
import io.threadline.platform.inbox.DeadLetters;
import io.threadline.platform.telemetry.ConsumerMetrics;
import io.threadline.routing.intake.Triage;
import io.threadline.routing.intake.rule.RuleBook;
import io.threadline.routing.intake.rule.RuleFailures;
import io.threadline.routing.store.PoolKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests for agents and puts each into the mailbox of its pool's writer, if that is in
 * this instance. It reads all partitions without a group: who writes a pool is the lease's
 * business, and so is where to go on. When a writer has loaded its state the reading goes back to
 * the offsets stored with it; what other writers have had already is left out.
 */
@ApplicationScoped
public class Intake {
  private static final Duration BACK_OFF = Duration.ofMillis(500);
  private static final Logger LOG = Logger.getLogger(Intake.class);
  private static final String TOPIC = Topic.ROUTING_REQUESTS.topicName();
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaClients clients;
  private final Triage triage;
  private final DeadLetters deadLetters;
  private final ConsumerMetrics metrics;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final Map<PoolKey, Feed> feeds = new HashMap<>();
  private final Set<PoolKey> asked = new HashSet<>();
  private @Nullable KafkaConsumer<String, byte[]> consumer;
  private @Nullable Thread thread;
  private BiConsumer<PoolKey, Map<Integer, Long>> unknownPool = (_, _) -> {};

  /** Where the records being delivered begin: what a pool made now need not look behind. */
  private volatile Map<Integer, Long> positions = Map.of();

  private volatile boolean running = true;

  Intake(
      KafkaClients clients,
      RoutingConfig config,
      @RelayProducer Producer<String, byte[]> producer,
      MeterRegistry registry,
      RuleBook rules,
      RuleFailures failures) {
    this.clients = clients;
    this.triage = new Triage(config.defaultQueue(), rules::of, failures::skipped);
    this.deadLetters = new DeadLetters(producer, "routing");
    this.metrics = new ConsumerMetrics(registry);
  }

  /** A writer and how far it has been given records. */
  private record Feed(PoolWriter writer, int generation, Map<Integer, Long> next) {}

  /** Starts reading; a pool that has no writer anywhere is reported. */
  void start(Map<Integer, Long> from, BiConsumer<PoolKey, Map<Integer, Long>> onUnknownPool) {
    unknownPool = onUnknownPool;
    thread = Thread.ofPlatform().name("routing-intake").daemon().unstarted(() -> read(from));
    thread.start();
  }

  void close() {
    running = false;
    if (thread != null) {
      try {
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** From now on the writer is given records, from these offsets on. */
  void activate(PoolWriter writer, int generation, Map<Integer, Long> offsets) {
    orders.add(() -> {
      feeds.put(writer.key(), new Feed(writer, generation, new HashMap<>(offsets)));
      rewind(offsets);
    });
  }

  void deactivate(PoolWriter writer) {
    orders.add(() -> feeds.values().removeIf(feed -> feed.writer() == writer));
  }

  /** Puts a record aside for a person to look at. */
  void setAside(ConsumerRecord<String, byte[]> record, RuntimeException reason) {
    boolean told = reason instanceof MalformedEventException;
    String why = told ? String.valueOf(reason.getMessage()) : reason.getClass().getName();
    try {
      deadLetters.put(record, why);
      metrics.deadLettered(record.topic());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads until it is stopped: whatever fails, it starts over where the writers stand. */
  private void read(Map<Integer, Long> from) {
    Map<Integer, Long> start = from;
    try {
      triage.warmUp();
      while (running) {
        try {
          readFrom(start);
        } catch (WakeupException | InterruptException e) {
          throw e;
        } catch (RuntimeException e) {
          LOG.warnf("requests cannot be read, starting over: %s", e.getMessage());
          start = whereWritersStand(start);
          asked.clear();
          Thread.sleep(BACK_OFF);
        }
      }
    } catch (WakeupException | InterruptException e) {
      LOG.debug("intake was woken to stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readFrom(Map<Integer, Long> start) throws InterruptedException {
    try (KafkaConsumer<String, byte[]> reader = clients.consumer(Map.of())) {
      consumer = reader;
      List<TopicPartition> partitions =
          reader.partitionsFor(TOPIC, Duration.ofMinutes(1)).stream()
              .map(info -> new TopicPartition(TOPIC, info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IllegalStateException("topic " + TOPIC + " is not there yet");
      }
      reader.assign(partitions);
      seek(partitions, start);
      while (running) {
        step(reader);
      }
    }
  }

  /** Far enough back for every writer: what one has had already is passed over. */
  private Map<Integer, Long> whereWritersStand(Map<Integer, Long> start) {
    Map<Integer, Long> lowest = new HashMap<>(positions.isEmpty() ? start : positions);
    for (Feed feed : feeds.values()) {
      lowest.replaceAll((partition, at) -> Math.min(at, feed.next().getOrDefault(partition, 0L)));
    }
    return lowest;
  }

  private void step(KafkaConsumer<String, byte[]> reader) throws InterruptedException {
    for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
      order.run();
    }
    ConsumerRecords<String, byte[]> records;
    try {
      records = reader.poll(POLL);
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warnf("requests cannot be read, trying again: %s", e.getMessage());
      Thread.sleep(POLL);
      return;
    }
    if (records.isEmpty()) {
      return;
    }
    positions = begin(reader, records);
    for (ConsumerRecord<String, byte[]> record : records) {
      deliver(record);
    }
    passOn(records);
  }

  private static Map<Integer, Long> begin(
      KafkaConsumer<String, byte[]> reader, ConsumerRecords<String, byte[]> records) {
    Map<Integer, Long> begin = new HashMap<>();
    for (TopicPartition partition : reader.assignment()) {
      List<ConsumerRecord<String, byte[]>> read = records.records(partition);
      long first = read.isEmpty() ? reader.position(partition) : read.getFirst().offset();
      begin.put(partition.partition(), first);
    }
    return Map.copyOf(begin);
  }

  /** Where the reading stands, by partition; empty before anything was read. */
  Map<Integer, Long> positions() {
    return positions;
  }

  private void deliver(ConsumerRecord<String, byte[]> record) throws InterruptedException {
    PoolKey key = keyOf(record);
    Feed feed = feeds.get(key);
    if (feed == null) {
      if (!asked.contains(key)) {
        unknownPool.accept(key, positions);
        asked.add(key);
      }
      return;
    }
    if (record.offset() < feed.next().getOrDefault(record.partition(), 0L)) {
      return;
    }
    feed.next().put(record.partition(), record.offset() + 1);
    try {
      Optional<Envelope<Event>> event = EventHeaders.fromRecord(record);
      if (event.isPresent() && event.get().data() instanceof RoutingRequest request) {
        hand(feed, record, event.get(), request);
      }
    } catch (MalformedEventException e) {
      LOG.errorf(
          "request %s/%d/%d goes to the dead letters: %s",
          record.topic(), record.partition(), record.offset(), e.getMessage());
      setAside(record, e);
    }
  }

  private void hand(
      Feed feed,
      ConsumerRecord<String, byte[]> record,
      Envelope<Event> event,
      RoutingRequest request)
      throws InterruptedException {
    Mail mail =
        new Mail.Request(
            feed.generation(),
            event.id(),
            triage.input(feed.writer().key().tenant(), request, feed.writer().catalogue()),
            event.traceparent(),
            record);
    if (!feed.writer().put(mail)) {
      LOG.debugf("pool %s stopped while its requests were read", request.pool());
    }
  }

  /** Tells every writer how far the reading has come, whoever the records were for. */
  private void passOn(ConsumerRecords<String, byte[]> records) throws InterruptedException {
    for (Feed feed : feeds.values()) {
      Map<Integer, Long> passed = new HashMap<>();
      for (TopicPartition partition : records.partitions()) {
        long last = records.records(partition).getLast().offset() + 1;
        feed.next().merge(partition.partition(), last, Math::max);
        passed.put(partition.partition(), last);
      }
      if (!feed.writer().put(new Mail.Passed(feed.generation(), passed))) {
        LOG.debugf("pool %s stopped meanwhile", feed.writer().key().pool());
      }
    }
  }

  /** A record whose tenant cannot be read belongs to nobody; the default pool puts it aside. */
  private static PoolKey keyOf(ConsumerRecord<String, byte[]> record) {
    String pool = record.key() == null ? RoutingRequest.DEFAULT_POOL : record.key();
    String tenant = EventHeaders.text(record.headers(), "ce_tenant");
    try {
      return new PoolKey(UUID.fromString(String.valueOf(tenant)), pool);
    } catch (IllegalArgumentException e) {
      return PoolKey.ofTenant(Envelope.DEFAULT_TENANT);
    }
  }

  private void rewind(Map<Integer, Long> offsets) {
    KafkaConsumer<String, byte[]> reader = consumer;
    if (reader == null) {
      return;
    }
    List<TopicPartition> fromStart = new ArrayList<>();
    for (TopicPartition partition : reader.assignment()) {
      Long stored = offsets.get(partition.partition());
      if (stored == null) {
        fromStart.add(partition);
      } else if (stored < reader.position(partition)) {
        reader.seek(partition, stored);
      }
    }
    if (!fromStart.isEmpty()) {
      reader.seekToBeginning(fromStart);
    }
  }

  private void seek(List<TopicPartition> partitions, Map<Integer, Long> from) {
    for (TopicPartition partition : partitions) {
      Long stored = from.get(partition.partition());
      if (stored != null && consumer != null) {
        consumer.seek(partition, stored);
      }
    }
  }
}
