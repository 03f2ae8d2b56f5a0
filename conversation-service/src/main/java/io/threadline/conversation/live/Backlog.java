package io.threadline.conversation.live;

import io.threadline.platform.config.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads back from Kafka what the ring does not hold any more. */
final class Backlog {
  /** Read-backs at a time, so that a storm of reconnects leaves the broker to the others. */
  private static final int AT_ONCE = 4;

  private final KafkaClients clients;
  private final Semaphore slots = new Semaphore(AT_ONCE, true);

  Backlog(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * Gives a feed everything between its position and {@code until}.
   *
   * @return false if some of it is gone: older than the topics' retention, or of another log
   */
  boolean replay(AgentFeed feed, long[] until) throws InterruptedException {
    slots.acquire();
    try (KafkaConsumer<String, byte[]> consumer = clients.consumer(Map.of())) {
      long[] from = feed.position();
      List<TopicPartition> behind = new ArrayList<>();
      for (int slot = 0; slot < from.length; slot++) {
        if (from[slot] < until[slot]) {
          behind.add(Slots.partition(slot));
        }
      }
      consumer.assign(behind);
      Map<TopicPartition, Long> oldest = consumer.beginningOffsets(behind);
      for (TopicPartition partition : behind) {
        long next = from[Slots.of(partition.topic(), partition.partition())];
        if (next < oldest.getOrDefault(partition, 0L)) {
          return false;
        }
        consumer.seek(partition, next);
      }
      read(consumer, behind, feed, until);
      feed.advance(until);
      return true;
    } finally {
      slots.release();
    }
  }

  private static void read(
      KafkaConsumer<String, byte[]> consumer,
      List<TopicPartition> behind,
      AgentFeed feed,
      long[] until)
      throws InterruptedException {
    List<TopicPartition> left = new ArrayList<>(behind);
    while (!left.isEmpty() && !feed.isClosed()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
        if (record.offset() < until[Slots.of(record.topic(), record.partition())]) {
          feed.giveOld(LiveEvent.of(record));
        }
      }
      left.removeIf(partition ->
          consumer.position(partition)
              >= until[Slots.of(partition.topic(), partition.partition())]);
      consumer.assign(left);
    }
  }

  /** True if the log really reaches as far as these offsets. */
  boolean exists(long[] position) {
    try (KafkaConsumer<String, byte[]> consumer = clients.consumer(Map.of())) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(Slots.partitions());
      for (int slot = 0; slot < position.length; slot++) {
        if (position[slot] > ends.getOrDefault(Slots.partition(slot), 0L)) {
          return false;
        }
      }
      return true;
    }
  }
}
