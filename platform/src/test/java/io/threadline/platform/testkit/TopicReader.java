package io.threadline.platform.testkit;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Topic;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.event.EventHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from where it ended when the reader was made: what a test caused, and no more. */
public final class TopicReader implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

  private TopicReader(KafkaConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Reads from now on. */
  public static TopicReader fromNow(Topic topic) {
    return fromNow(topic.topicName());
  }

  /** Reads a topic by name, for dead letters, from now on. */
  public static TopicReader fromNow(String topic) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaClients(TestServers.kafka().bootstrap(), null).consumer(Map.of());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return new TopicReader(consumer);
  }

  /**
   * Reads until what was read so far satisfies the condition.
   *
   * @throws AssertionError if it does not within the time
   */
  public List<ConsumerRecord<String, byte[]>> until(
      Duration atMost, Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!enough.test(records)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("after " + atMost + " only " + records.size() + " records came");
      }
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    }
    return records;
  }

  /** The events read so far, until there are that many. */
  public List<Envelope<Event>> events(int count, Duration atMost) {
    return until(atMost, read -> read.size() >= count).stream()
        .map(record -> EventHeaders.fromRecord(record).orElseThrow())
        .toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
