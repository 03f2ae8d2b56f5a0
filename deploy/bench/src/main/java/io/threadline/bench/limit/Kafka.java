package io.threadline.bench.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What the broker takes.
 *
 * @param bootstrap as {@code localhost:9092}
 */
public record Kafka(String bootstrap) {

  private static final int PARTITIONS = 6;
  private static final int SAMPLE = 500;
  private static final Duration SAMPLE_LIMIT = Duration.ofSeconds(10);

  /** Makes a topic of as many partitions as the system's own have. */
  public void create(String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) bootstrap))) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topic " + topic + " cannot be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making " + topic, e);
    }
  }

  /**
   * How many of a topic's own records, with their keys and headers, one producer can write in a
   * second: acknowledged by all replicas, idempotent, batched (linger 5 ms, 64 KiB).
   *
   * @param like the topic whose records are taken
   * @param into where copies of them go
   */
  public double recordsPerSecond(String like, String into, Duration time) {
    List<ConsumerRecord<byte[], byte[]>> sample = sample(like);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    long sent = 0;
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < time.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> each : sample) {
          var _ =
              producer.send(
                  new ProducerRecord<>(into, null, each.key(), each.value(), each.headers()),
                  (metadata, failed) -> failure.compareAndSet(null, failed));
        }
        sent += sample.size();
      }
      producer.flush();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (failure.get() != null) {
        throw new IllegalStateException("Kafka refused a record of " + like, failure.get());
      }
      return sent / seconds;
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            64 * 1024),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /**
   * A topic's first records.
   *
   * @throws IllegalStateException when it has none
   */
  public List<ConsumerRecord<byte[], byte[]>> sample(String topic) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, SAMPLE);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      long deadline = System.nanoTime() + SAMPLE_LIMIT.toNanos();
      while (records.size() < SAMPLE && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      if (records.isEmpty()) {
        throw new IllegalStateException("nothing is in " + topic + ", so nothing can be copied");
      }
      return records;
    }
  }
}
