package io.threadline.ingest.accept;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Topic;
import io.threadline.ingest.spool.Spool;
import io.threadline.ingest.spool.SpoolRecord;
import io.threadline.platform.event.EventHeaders;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes events durable: in Kafka, acknowledged by all replicas, or, when Kafka does not answer in
 * time, in the local spool.
 *
 * <p>Order of one key: while anything is in the spool everything goes through it. When Kafka is
 * found not to answer, whatever it still owes is spooled first, in the order in which it came, and
 * only then what comes next. A record that was given to Kafka and also spooled may arrive twice,
 * with the same event id.
 *
 * <p>Nothing here touches the database, and no caller's thread waits.
 */
public final class Acceptor implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Acceptor.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final int TICK_MILLIS = 50;

  /** A record that Kafka owes an answer for. */
  private static final class InFlight {
    private final ProducerRecord<String, byte[]> record;
    private final CompletableFuture<Acceptance> answer = new CompletableFuture<>();
    private final long since = System.nanoTime();
    private final AtomicBoolean settled = new AtomicBoolean();

    InFlight(ProducerRecord<String, byte[]> record) {
      this.record = record;
    }
  }

  private final Producer<String, byte[]> producer;
  private final Spool spool;
  private final long maxInFlightBytes;
  private final long timeoutNanos;
  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private final AtomicLong inFlightBytes = new AtomicLong();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("accept-clock").daemon().factory());
  private boolean spooling = true;

  /**
   * @param producer whose {@code max.block.ms} is short, and whose buffer holds more than {@code
   *     maxInFlightBytes}
   * @param spool drained by {@link SpoolDrain}, which calls {@link #resume} when it is empty
   */
  public Acceptor(
      Producer<String, byte[]> producer, Spool spool, long maxInFlightBytes, Duration timeout) {
    this.producer = producer;
    this.spool = spool;
    this.maxInFlightBytes = maxInFlightBytes;
    this.timeoutNanos = timeout.toNanos();
    var _ =
        clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Makes an event durable; the future always completes normally, within seconds. */
  public CompletableFuture<Acceptance> accept(Envelope<?> envelope) {
    InFlight entry = new InFlight(EventHeaders.toRecord(envelope));
    if (entry.record.value().length > Topic.MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "an event of " + entry.record.value().length + " bytes cannot be accepted");
    }
    synchronized (this) {
      settledHeads();
      long size = entry.record.value().length;
      if (!spooling && inFlightBytes.get() + size > maxInFlightBytes) {
        startSpooling("Kafka owes acknowledgements for " + inFlightBytes.get() + " bytes");
      }
      if (spooling) {
        spool(entry);
      } else {
        inFlight.addLast(entry);
        send(entry);
      }
    }
    return entry.answer;
  }

  private void send(InFlight entry) {
    inFlightBytes.addAndGet(entry.record.value().length);
    try {
      var _ = producer.send(entry.record, (_, failure) -> acknowledged(entry, failure));
    } catch (KafkaException e) {
      inFlightBytes.addAndGet(-entry.record.value().length);
      startSpooling("Kafka's client refused a record: " + e.getMessage());
    }
  }

  /** True while records go to the spool. */
  public synchronized boolean isSpooling() {
    return spooling;
  }

  /**
   * Fetches what the producer must know before it can be asked not to wait; waits briefly itself.
   *
   * @throws KafkaException if Kafka does not answer
   */
  void prepare(Collection<Topic> topics) {
    topics.forEach(topic -> producer.partitionsFor(topic.topicName()));
  }

  /** Back to Kafka, if the spool is really empty; called when it was drained and Kafka answers. */
  synchronized boolean resume() {
    if (spooling && spool.isEmpty()) {
      spooling = false;
      LOG.info("Kafka answers and the spool is empty: records go to Kafka");
    }
    return !spooling;
  }

  private void acknowledged(InFlight entry, @Nullable Exception failure) {
    inFlightBytes.addAndGet(-entry.record.value().length);
    if (failure == null) {
      if (entry.settled.compareAndSet(false, true)) {
        entry.answer.complete(Acceptance.Durable.KAFKA);
      }
    } else {
      synchronized (this) {
        startSpooling("Kafka refused a record: " + failure.getMessage());
      }
    }
  }

  private void tick() {
    synchronized (this) {
      settledHeads();
      InFlight oldest = inFlight.peekFirst();
      if (oldest != null && System.nanoTime() - oldest.since > timeoutNanos) {
        startSpooling("Kafka has not answered for " + timeoutNanos / 1_000_000 + " ms");
      }
    }
  }

  /** What Kafka still owes goes first, in order; whatever comes now queues up behind it. */
  private void startSpooling(String why) {
    if (!spooling) {
      LOG.warnf("%s: records go to the spool", why);
      spooling = true;
    }
    while (!inFlight.isEmpty()) {
      InFlight entry = inFlight.removeFirst();
      if (!entry.settled.get()) {
        spool(entry);
      }
    }
  }

  private void spool(InFlight entry) {
    var _ =
        spool
            .append(toSpool(entry.record))
            .whenComplete((_, failure) -> {
              if (entry.settled.compareAndSet(false, true)) {
                entry.answer.complete(
                    failure == null
                        ? Acceptance.Durable.SPOOL
                        : new Acceptance.Refused(
                            "neither Kafka nor the local spool takes it", RETRY_AFTER));
              }
            });
  }

  private void settledHeads() {
    while (!inFlight.isEmpty() && inFlight.getFirst().settled.get()) {
      inFlight.removeFirst();
    }
  }

  private static SpoolRecord toSpool(ProducerRecord<String, byte[]> record) {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    record.headers().forEach(header -> headers.put(header.key(), header.value()));
    return new SpoolRecord(record.topic(), record.key(), headers, record.value());
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
