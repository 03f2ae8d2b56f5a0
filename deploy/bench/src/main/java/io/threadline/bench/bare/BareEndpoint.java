package io.threadline.bench.bare;

import io.quarkus.runtime.ShutdownEvent;
import io.threadline.bench.limit.Kafka;
import io.vertx.core.Context;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A Quarkus endpoint that only produces to Kafka and answers 200 once all replicas have it: no
 * signature, no parsing, no account, no event, no vault. For each webhook it takes whole, it
 * produces the same bytes as ingest-service does, key and headers included: a copy of one of the
 * first records that ingest-service made of such webhooks. It uses what is fastest (no thread
 * waits, the same producer settings as ingest-service's accept path), so it is what the accept path
 * would cost at least.
 */
@ApplicationScoped
public class BareEndpoint {

  private static final int BATCH_BYTES = 64 * 1024;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final List<ConsumerRecord<byte[], byte[]>> records;
  private final AtomicInteger next = new AtomicInteger();

  public BareEndpoint(
      @ConfigProperty(name = "bare.kafka", defaultValue = "localhost:9092") String kafka,
      @ConfigProperty(name = "bare.like", defaultValue = "messages.inbound") String like,
      @ConfigProperty(name = "bare.topic", defaultValue = "bench.bare") String topic) {
    this.topic = topic;
    this.records = new Kafka(kafka).sample(like);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "none",
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void register(@Observes Router router) {
    router.get("/ready").handler(http -> http.response().end("ready"));
    router
        .post()
        .handler(http -> {
          Context loop = http.vertx().getOrCreateContext();
          http.request().bodyHandler(body -> produce(http, loop));
          http.request().resume();
        });
  }

  void stop(@Observes ShutdownEvent event) {
    producer.close();
  }

  private void produce(RoutingContext http, Context loop) {
    var like = records.get(Math.floorMod(next.getAndIncrement(), records.size()));
    var _ =
        producer.send(
            new ProducerRecord<>(topic, null, like.key(), like.value(), like.headers()),
            (metadata, failure) -> loop.runOnContext(on -> answer(http, failure == null)));
  }

  private static void answer(RoutingContext http, boolean kept) {
    http.response().setStatusCode(kept ? 200 : 503).end();
  }
}
