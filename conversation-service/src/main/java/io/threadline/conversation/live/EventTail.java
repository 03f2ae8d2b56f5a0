package io.threadline.conversation.live;

import io.threadline.platform.config.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the event topics from the moment it starts, without a group: every instance reads all of
 * it. One thread reads; its lock guards the ring and the set of live feeds, so that a feed joins
 * between two events and misses none.
 */
final class EventTail implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EventTail.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final int capacity;
  private final Duration fetchWait;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<AgentFeed> live = new ArrayList<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final Thread thread;
  private EventRing ring = new EventRing(1, new long[Slots.count()]);
  private volatile boolean running = true;
  private volatile @Nullable KafkaConsumer<String, byte[]> consuming;

  EventTail(KafkaClients clients, int capacity, Duration fetchWait) {
    this.clients = clients;
    this.capacity = capacity;
    this.fetchWait = fetchWait;
    this.thread = Thread.ofPlatform().name("live-tail").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Waits until the tail knows where it begins; answers whether it does. */
  boolean awaitStarted(Duration atMost) throws InterruptedException {
    return started.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    running = false;
    KafkaConsumer<String, byte[]> polling = consuming;
    if (polling != null) {
      polling.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the ring stands: the offsets it holds everything from, and the number of its first. */
  record Hold(long[] start, long first, long[] end) {}

  Hold hold() {
    lock.lock();
    try {
      return new Hold(ring.start(), ring.first(), ring.end());
    } finally {
      lock.unlock();
    }
  }

  /** Events of the ring from a number on; null if some of them have been dropped. */
  @Nullable List<LiveEvent> from(long number, int max) {
    lock.lock();
    try {
      return number < ring.first() ? null : ring.from(number, max);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes a feed live if it is but a few events behind.
   *
   * @param number of the first event that it has not been given
   */
  boolean join(AgentFeed feed, long number, int few) {
    lock.lock();
    try {
      if (number < ring.first() || ring.next() - number > few) {
        return false;
      }
      ring.from(number, few).forEach(feed::giveNext);
      live.add(feed);
      return true;
    } finally {
      lock.unlock();
    }
  }

  void leave(AgentFeed feed) {
    lock.lock();
    try {
      feed.close();
      live.remove(feed);
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (running) {
      try (KafkaConsumer<String, byte[]> consumer = clients.consumer(settings())) {
        consuming = consumer;
        begin(consumer);
        while (running) {
          publish(consumer.poll(Duration.ofMillis(500)));
        }
      } catch (WakeupException e) {
        LOG.debug("the live tail was stopped");
      } catch (RuntimeException e) {
        LOG.errorf(e, "the live tail failed; it begins again in %s", RETRY);
        pause();
      }
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1,
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(fetchWait.toMillis()),
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
  }

  /** At first at the end of the topics; after a failure where it was. */
  private void begin(KafkaConsumer<String, byte[]> consumer) {
    consumer.assign(Slots.partitions());
    if (started.getCount() == 0) {
      long[] end = hold().end();
      for (int slot = 0; slot < end.length; slot++) {
        consumer.seek(Slots.partition(slot), end[slot]);
      }
      return;
    }
    consumer.seekToEnd(Slots.partitions());
    long[] end = new long[Slots.count()];
    for (int slot = 0; slot < end.length; slot++) {
      end[slot] = consumer.position(Slots.partition(slot));
    }
    lock.lock();
    try {
      ring = new EventRing(capacity, end);
    } finally {
      lock.unlock();
    }
    started.countDown();
  }

  private void publish(ConsumerRecords<String, byte[]> records) {
    for (ConsumerRecord<String, byte[]> record : records) {
      LiveEvent event = LiveEvent.of(record);
      lock.lock();
      try {
        ring.append(event);
        if (!live.isEmpty()) {
          long[] end = ring.end();
          String frame = event.tenant() == null ? "" : event.frame(Position.encode(end));
          live.forEach(feed -> feed.giveLive(event, frame, end));
          live.removeIf(AgentFeed::isClosed);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
