package io.threadline.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Priority;
import io.threadline.contracts.Topic;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.platform.config.RelayProducer;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TopicReader;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A record that is no request goes to the dead letters; doubled ones have one effect. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class PoisonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject @RelayProducer Producer<String, byte[]> producer;

  private final UUID tenant = Ids.next();

  @Test
  void poisonGoesToTheDeadLettersAndThePoolGoesOn() throws Exception {
    try (TopicReader events = TopicReader.fromNow(Topic.ROUTING_EVENTS);
        TopicReader dead = TopicReader.fromNow(Topic.ROUTING_REQUESTS.deadLetter())) {
      UUID before = Ids.next();
      UUID after = Ids.next();
      ProducerRecord<String, byte[]> first = request(before);
      producer.send(first).get();
      producer.send(broken(request(Ids.next()))).get();
      for (int copy = 0; copy < 3; copy++) {
        producer.send(first).get();
      }
      producer.send(request(after)).get();
      var queued =
          events.until(PATIENCE, records -> records.stream().filter(this::isMine).count() >= 2);
      assertThat(
              queued.stream()
                  .filter(this::isMine)
                  .map(record -> EventHeaders.fromRecord(record).orElseThrow().data())
                  .filter(TicketQueued.class::isInstance)
                  .map(event -> ((TicketQueued) event).ticketId()))
          .containsExactlyInAnyOrder(before, after);
      List<ConsumerRecord<String, byte[]>> letters =
          dead.until(PATIENCE, records -> records.stream().anyMatch(this::isMine));
      assertThat(letters.stream().filter(this::isMine)).hasSize(1);
    }
  }

  private boolean isMine(ConsumerRecord<String, byte[]> record) {
    return tenant.toString().equals(EventHeaders.text(record.headers(), "ce_tenant"));
  }

  private static ProducerRecord<String, byte[]> broken(ProducerRecord<String, byte[]> record) {
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        record.key(),
        "{\"ticketId\": 7".getBytes(StandardCharsets.UTF_8),
        record.headers());
  }

  private ProducerRecord<String, byte[]> request(UUID ticket) {
    AgentRequested asked =
        new AgentRequested(
            "default",
            ticket,
            ticket,
            ticket,
            Channel.SMS,
            ticket,
            null,
            "en",
            Priority.NORMAL,
            "",
            null,
            false,
            Instant.now());
    return EventHeaders.toRecord(
        new Envelope<>(Ids.next(), tenant, "/test", Instant.now(), null, asked));
  }
}
