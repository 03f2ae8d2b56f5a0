package io.threadline.ingest.accept;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.ingest.spool.Spool;
import io.threadline.ingest.vault.BlobStore;
import io.threadline.ingest.vault.Payloads;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.config.ThreadlineConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Builds the parts of the accept path, which know nothing of CDI, and runs them. */
@ApplicationScoped
public class AcceptParts {

  @Produces
  @Singleton
  BlobStore blobStore(ThreadlineConfig config) {
    return new BlobStore(Path.of(config.data(), "blobs"));
  }

  @Produces
  @Singleton
  Payloads payloads(BlobStore blobs) {
    return new Payloads(blobs);
  }

  @Produces
  @Singleton
  Spool spool(ThreadlineConfig config, AcceptConfig accept) throws IOException {
    return Spool.open(Path.of(config.data(), "spool"), accept.spoolBytes());
  }

  @Produces
  @Singleton
  Acceptor acceptor(KafkaClients clients, Spool spool, AcceptConfig accept) {
    return new Acceptor(
        clients.producer(producerSettings()), spool, accept.inFlightBytes(), accept.kafkaTimeout());
  }

  /**
   * It never gives a record up, though the acceptor soon spools what is not acknowledged: were one
   * to expire, a later one of the same sender could reach Kafka before its copy from the spool. And
   * it never makes a caller wait for metadata. One request is under way at a time, and what arrives
   * meanwhile travels together in the next: nothing waits for company when there is none, and under
   * load there are few requests, which cost producer and broker more than the records in them.
   */
  static Map<String, Object> producerSettings() {
    return Map.of(
        ProducerConfig.LINGER_MS_CONFIG, 0,
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
        ProducerConfig.COMPRESSION_TYPE_CONFIG, "none",
        ProducerConfig.MAX_BLOCK_MS_CONFIG, 100,
        ProducerConfig.METADATA_MAX_IDLE_CONFIG, 24 * 3600 * 1000,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
  }

  @Produces
  @Singleton
  SpoolDrain drain(KafkaClients clients, Spool spool, Acceptor acceptor) {
    return new SpoolDrain(clients.relayProducer(), spool, acceptor);
  }

  void start(@Observes StartupEvent event, SpoolDrain drain, Spool spool, MeterRegistry registry) {
    Gauge.builder("threadline_spool_records", spool, Spool::records)
        .description("Records that wait in the local spool")
        .register(registry);
    drain.start();
  }

  void stop(@Observes ShutdownEvent event, SpoolDrain drain, Acceptor acceptor, Spool spool)
      throws IOException {
    drain.close();
    acceptor.close();
    spool.close();
  }
}
