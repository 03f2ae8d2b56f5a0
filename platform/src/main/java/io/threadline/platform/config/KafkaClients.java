package io.threadline.platform.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.threadline.contracts.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Makes Kafka clients with the settings that the delivery rules need, and binds their metrics. */
public final class KafkaClients {
  private final String bootstrap;
  private final @Nullable MeterRegistry registry;

  /**
   * @param bootstrap the brokers, as {@code host:port,host:port}
   * @param registry where the clients' own metrics go; null for none
   */
  public KafkaClients(String bootstrap, @Nullable MeterRegistry registry) {
    this.bootstrap = bootstrap;
    this.registry = registry;
  }

  /** For relays: idempotent, acknowledged by all replicas, never giving up (see OutboxRelay). */
  public KafkaProducer<String, byte[]> relayProducer() {
    return producer(
        Map.of(
            ProducerConfig.LINGER_MS_CONFIG, 0,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE));
  }

  /** An idempotent producer acknowledged by all replicas, with settings of the caller's on top. */
  public KafkaProducer<String, byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_RECORD_BYTES + 64 * 1024);
    all.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    all.putAll(settings);
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
    if (registry != null) {
      new KafkaClientMetrics(producer).bindTo(registry);
    }
    return producer;
  }

  /** A member of a group: manual offsets, bounded batches, from the beginning if it is new. */
  public KafkaConsumer<String, byte[]> consumer(String group) {
    return consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
  }

  /** A consumer with settings of the caller's on top; without a group it can only assign. */
  public KafkaConsumer<String, byte[]> consumer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
    all.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 2 * 1024 * 1024);
    all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    all.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    all.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    all.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.putAll(settings);
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
    if (registry != null) {
      new KafkaClientMetrics(consumer).bindTo(registry);
    }
    return consumer;
  }

  /** For creating topics and looking at the broker. */
  public Admin admin() {
    return Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrap));
  }
}
