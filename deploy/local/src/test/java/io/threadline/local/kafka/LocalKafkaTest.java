package io.threadline.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {

  @Test
  void acknowledgedRecordsOutliveAKillAndTheRestartIsQuick(@TempDir Path directory)
      throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory, 0)) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
        admin.createTopics(List.of(new NewTopic("letters", 1, (short) 1))).all().get();
      }
      send(kafka, "before", "lz4");

      kafka.kill();
      assertThat(kafka.handle().isAlive()).isFalse();
      Instant began = Instant.now();
      kafka.restart();

      for (String compression : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
        send(kafka, compression, compression);
      }
      assertThat(read(kafka, 6)).containsExactly("before", "none", "gzip", "snappy", "lz4", "zstd");
      assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
  }

  private static void send(LocalKafka kafka, String value, String compression) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrap(), "acks", "all", "compression.type", compression);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("letters", "key", value)).get();
    }
  }

  private static List<String> read(LocalKafka kafka, int count) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrap());
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("letters", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> values = new java.util.ArrayList<>();
      Instant deadline = Instant.now().plusSeconds(20);
      while (values.size() < count && Instant.now().isBefore(deadline)) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
