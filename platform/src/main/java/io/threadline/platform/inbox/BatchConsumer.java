package io.threadline.platform.inbox;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Topic;
import io.threadline.platform.database.SqlStates;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.event.MalformedEventException;
import io.threadline.platform.inbox.PositionStore.FencedException;
import io.threadline.platform.inbox.PositionStore.Position;
import io.threadline.platform.telemetry.ConsumerMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Gives each event its effect exactly once, whatever Kafka redelivers: it polls a batch, and one
 * transaction writes the positions (fenced by the partition's epoch), the de-duplication keys and
 * the effects. On assignment it takes the partitions over in PostgreSQL and seeks to the positions
 * stored there. Kafka's own offsets are committed afterwards, as a hint for lag monitors.
 *
 * <p>Back-pressure is the poll itself: nothing is read ahead of the batch being worked on. While a
 * batch is retried the partitions are paused and polling goes on, so that the group keeps this
 * member.
 *
 * <p>One thread; several instances share the work by Kafka's group protocol.
 */
public final class BatchConsumer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(BatchConsumer.class);
  private static final Duration BACK_OFF = Duration.ofMillis(500);
  private static final Duration MAX_BACK_OFF = Duration.ofSeconds(5);
  private static final Duration HOLD = Duration.ofMillis(100);

  private final String name;
  private final Set<Topic> topics;
  private final Consumer<String, byte[]> consumer;
  private final Transactions transactions;
  private final BatchTransaction batches;
  private final PositionStore positions;
  private final DeadLetters deadLetters;
  private final ConsumerMetrics metrics;
  private final GiveWay giveWay;
  private final Map<TopicPartition, Long> epochs = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean running = true;

  /**
   * @param name the consumer group, and the name under which positions are stored
   * @param consumer not yet subscribed, with auto-commit off
   * @param producer for dead letters
   * @param giveWay when to hold back
   */
  public BatchConsumer(
      String name,
      Set<Topic> topics,
      Consumer<String, byte[]> consumer,
      Producer<String, byte[]> producer,
      Transactions transactions,
      BatchHandler handler,
      ConsumerMetrics metrics,
      GiveWay giveWay) {
    this.name = name;
    this.topics = topics;
    this.consumer = consumer;
    this.transactions = transactions;
    this.positions = new PositionStore(name);
    this.batches = new BatchTransaction(name, positions, handler);
    this.deadLetters = new DeadLetters(producer, name);
    this.metrics = metrics;
    this.giveWay = giveWay;
    this.thread = Thread.ofPlatform().name("consumer-" + name).daemon().unstarted(this::run);
  }

  /** Starts consuming; returns at once. */
  public void start() {
    thread.start();
  }

  /** True once partitions have been assigned to this instance. */
  public boolean isAssigned() {
    return !epochs.isEmpty();
  }

  @Override
  public void close() {
    running = false;
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      consumer.subscribe(topics.stream().map(Topic::topicName).toList(), new TakeOver());
      while (running) {
        step();
      }
    } catch (WakeupException e) {
      LOG.debugf("%s was woken to stop", name);
    } catch (InterruptedException e) {
      LOG.debugf("%s was interrupted to stop", name);
    } finally {
      consumer.close();
    }
  }

  private void step() throws InterruptedException {
    try {
      if (giveWay.holds(System.nanoTime())) {
        waitPaused(HOLD);
        return;
      }
      ConsumerRecords<String, byte[]> polled = consumer.poll(Duration.ofMillis(200));
      if (!polled.isEmpty()) {
        process(polled);
      }
      if (isThrough()) {
        giveWay.caughtUp();
      }
    } catch (FencedException e) {
      // Either this instance has lost the partition, which the next poll will tell, or it is the
      // rightful owner after all: only then it takes the partition over again.
      LOG.infof("%s; reading its position again", e.getMessage());
      startOver();
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      // Nothing was committed: go back to what is stored, after a while.
      LOG.errorf(e, "%s failed, going back to its stored position", name);
      startOver();
    }
  }

  /**
   * Goes back to the stored positions, however long the database or the broker stays away: a
   * consumer that gave up would be missed by nobody until its lag is.
   */
  private void startOver() throws InterruptedException {
    while (true) {
      try {
        waitPaused(BACK_OFF);
        takeOver(consumer.assignment());
        return;
      } catch (WakeupException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.warnf("%s cannot go back yet: %s", name, e.getMessage());
        Thread.sleep(BACK_OFF);
      }
    }
  }

  /** True if nothing was left when Kafka was asked last. */
  private boolean isThrough() {
    return consumer.assignment().stream()
        .allMatch(partition -> consumer.currentLag(partition).orElse(0) == 0);
  }

  private void process(ConsumerRecords<String, byte[]> polled) throws InterruptedException {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(polled.count());
    polled.forEach(records::add);
    commit(records);
    commitHint(records);
  }

  /** Commits the records together, again and again while the failure is transient. */
  private void commitRetrying(List<ConsumerRecord<String, byte[]>> records)
      throws InterruptedException {
    List<Envelope<Event>> events = new ArrayList<>(records.size());
    for (ConsumerRecord<String, byte[]> record : records) {
      Optional<Envelope<Event>> event = EventHeaders.fromRecord(record);
      event.ifPresent(events::add);
    }
    commitRetrying(nextPositions(records), events);
  }

  private void commitRetrying(Map<TopicPartition, Position> next, List<Envelope<Event>> events)
      throws InterruptedException {
    Duration backOff = Duration.ofMillis(50);
    while (true) {
      try {
        int applied = transactions.asSystem(c -> batches.apply(c, next, events));
        metrics.applied(name, applied, events.size() - applied);
        return;
      } catch (RuntimeException e) {
        if (!SqlStates.isTransient(e)) {
          throw e;
        }
        LOG.warnf("%s: trying a batch again in %s: %s", name, backOff, e.getMessage());
        waitPaused(backOff);
        backOff =
            backOff.multipliedBy(2).compareTo(MAX_BACK_OFF) < 0
                ? backOff.multipliedBy(2)
                : MAX_BACK_OFF;
      }
    }
  }

  /**
   * Commits the records; what cannot be applied is found by halving, so that one bad record among
   * many costs a few transactions rather than one for each of its neighbours.
   */
  private void commit(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
    try {
      commitRetrying(records);
    } catch (FencedException | KafkaException e) {
      // Neither says anything about the records.
      throw e;
    } catch (RuntimeException e) {
      if (records.size() == 1) {
        putAside(records.getFirst(), e);
      } else {
        LOG.warnf("%s: a batch of %d failed, halving it: %s", name, records.size(), reason(e));
        int half = records.size() / 2;
        commit(records.subList(0, half));
        commit(records.subList(half, records.size()));
      }
    }
  }

  private void putAside(ConsumerRecord<String, byte[]> poison, RuntimeException failure)
      throws InterruptedException {
    LOG.errorf(
        "%s: %s goes to the dead letters: %s", name, DeadLetters.describe(poison), reason(failure));
    deadLetters.put(poison, reason(failure));
    metrics.deadLettered(poison.topic());
    commitRetrying(nextPositions(List.of(poison)), List.of());
  }

  /** Names the exception and, where the message is our own, the message: never message content. */
  private static String reason(RuntimeException e) {
    boolean ours = e instanceof PoisonException || e instanceof MalformedEventException;
    return ours ? String.valueOf(e.getMessage()) : e.getClass().getName();
  }

  private Map<TopicPartition, Position> nextPositions(
      List<ConsumerRecord<String, byte[]>> records) {
    Map<TopicPartition, Position> next = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      Long epoch = epochs.get(partition);
      if (epoch == null) {
        throw new FencedException(name);
      }
      next.put(partition, new Position(record.offset() + 1, epoch));
    }
    return next;
  }

  private void commitHint(List<ConsumerRecord<String, byte[]>> records) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      offsets.put(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1));
    }
    consumer.commitAsync(offsets, null);
  }

  /**
   * Waits while staying a member of the group: paused partitions return nothing from a poll. A
   * partition that is assigned meanwhile is not paused; what it returns is put back.
   */
  private void waitPaused(Duration duration) throws InterruptedException {
    if (!running) {
      throw new InterruptedException("stopping");
    }
    consumer.pause(consumer.assignment());
    try {
      ConsumerRecords<String, byte[]> early = consumer.poll(duration);
      for (TopicPartition partition : early.partitions()) {
        consumer.seek(partition, early.records(partition).getFirst().offset());
      }
    } finally {
      consumer.resume(consumer.assignment());
    }
  }

  private void takeOver(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Position> taken =
        transactions.asSystem(connection -> {
          Map<TopicPartition, Position> result = new HashMap<>();
          for (TopicPartition partition : partitions) {
            result.put(partition, positions.takeOver(connection, partition));
          }
          return result;
        });
    taken.forEach((partition, position) -> {
      epochs.put(partition, position.epoch());
      consumer.seek(partition, position.nextOffset());
    });
  }

  private final class TakeOver implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      takeOver(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(epochs::remove);
    }
  }
}
