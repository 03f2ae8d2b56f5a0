package io.threadline.platform.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.database.JtaTransactions;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.event.EventJson;
import io.threadline.platform.idempotency.IdempotencyKeys;
import io.threadline.platform.inbox.Consumers;
import io.threadline.platform.outbox.Outbox;
import io.threadline.platform.outbox.OutboxRelay;
import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.platform.retention.Retention;
import io.threadline.platform.security.SecretBox;
import io.threadline.platform.telemetry.ConsumerMetrics;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Builds the platform's parts, which know nothing of CDI, from the configuration. */
public final class Parts {

  @Produces
  @Singleton
  OutboxSignal outboxSignal() {
    return new OutboxSignal();
  }

  @Produces
  @Singleton
  Outbox outbox(OutboxSignal signal, ThreadlineConfig config) {
    return new Outbox(signal, config.outbox().shards());
  }

  @Produces
  @Singleton
  Transactions transactions(DataSource dataSource, OutboxSignal signal) {
    return new JtaTransactions(dataSource, signal);
  }

  @Produces
  @Singleton
  @Typed(JdbcTransactions.class)
  JdbcTransactions jdbcTransactions(DataSource dataSource, OutboxSignal signal) {
    return new JdbcTransactions(dataSource, signal);
  }

  @Produces
  @Singleton
  Envelopes envelopes(
      ThreadlineConfig config,
      @ConfigProperty(name = "quarkus.otel.traces.sampler.arg", defaultValue = "0")
          double sampledShare) {
    return new Envelopes(config.service(), sampledShare);
  }

  @Produces
  @Singleton
  KafkaClients kafkaClients(ThreadlineConfig config, MeterRegistry registry) {
    return new KafkaClients(config.kafka(), registry);
  }

  @Produces
  @Singleton
  @RelayProducer
  Producer<String, byte[]> relayProducer(KafkaClients clients) {
    return clients.relayProducer();
  }

  void closeProducer(@Disposes @RelayProducer Producer<String, byte[]> producer) {
    producer.close(Duration.ofSeconds(5));
  }

  @Produces
  @Singleton
  OutboxRelay relay(
      DataSource dataSource,
      @RelayProducer Producer<String, byte[]> producer,
      OutboxSignal signal,
      ThreadlineConfig config) {
    ThreadlineConfig.Outbox outbox = config.outbox();
    return new OutboxRelay(
        dataSource,
        producer,
        signal,
        outbox.shards(),
        outbox.batch(),
        outbox.idle(),
        outbox.lease());
  }

  @Produces
  @Singleton
  Consumers consumers(
      KafkaClients clients,
      @RelayProducer Producer<String, byte[]> producer,
      JdbcTransactions transactions,
      MeterRegistry registry) {
    return new Consumers(clients, producer, transactions, new ConsumerMetrics(registry));
  }

  @Produces
  @Singleton
  Retention retention(JdbcTransactions transactions) {
    return new Retention(transactions);
  }

  @Produces
  @Singleton
  IdempotencyKeys idempotencyKeys() {
    return new IdempotencyKeys();
  }

  @Produces
  @Singleton
  SecretBox secretBox(ThreadlineConfig config) {
    return SecretBox.ofBase64(config.secrets().key());
  }

  @Produces
  @Singleton
  ObjectMapperCustomizer restJson() {
    return (ObjectMapper mapper) ->
        mapper
            .registerModule(EventJson.contracts())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .setSerializationInclusion(JsonInclude.Include.ALWAYS);
  }
}
