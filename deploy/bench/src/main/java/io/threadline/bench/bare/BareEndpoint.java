package io.threadline.bench.bare;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A Quarkus endpoint that only produces the bytes it is sent to Kafka and answers 200 once all
 * replicas have them: no signature, no parsing, no account, no event, no vault. It uses what is
 * fastest (no thread waits, the same producer settings as ingest-service's accept path), so it is
 * what the accept path would cost at least.
 */
@ApplicationScoped
public class BareEndpoint {

  private static final int BATCH_BYTES = 64 * 1024;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;

  public BareEndpoint(
      @ConfigProperty(name = "bare.kafka", defaultValue = "localhost:9092") String kafka,
      @ConfigProperty(name = "bare.topic", defaultValue = "bench.bare") String topic) {
    this.topic = topic;
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
          http.request().bodyHandler(body -> produce(http, loop, body));
          http.request().resume();
        });
  }

  void stop(@Observes ShutdownEvent event) {
    producer.close();
  }

  private void produce(RoutingContext http, Context loop, Buffer body) {
    var _ =
        producer.send(
            new ProducerRecord<>(topic, body.getBytes()),
            (metadata, failure) -> loop.runOnContext(on -> answer(http, failure == null)));
  }

  private static void answer(RoutingContext http, boolean kept) {
    http.response().setStatusCode(kept ? 200 : 503).end();
  }
}
