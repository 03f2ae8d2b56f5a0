package io.threadline.platform.inbox;

import io.threadline.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Puts aside records that cannot be applied, to the byte and with all their headers, so that they
 * can be replayed after a fix.
 *
 * <p>The dead letter is acknowledged by the broker before the transaction that skips the record
 * commits. A crash between the two writes the letter again, under the same {@code ce_id}; it never
 * loses one. (A record whose headers are broken has no tenant and cannot go through the outbox.)
 */
public final class DeadLetters {
  private final Producer<String, byte[]> producer;
  private final String consumer;

  public DeadLetters(Producer<String, byte[]> producer, String consumer) {
    this.producer = producer;
    this.consumer = consumer;
  }

  /** Returns once the broker has it. */
  public void put(ConsumerRecord<String, byte[]> poison, String reason)
      throws InterruptedException {
    String topic = Topic.ofName(poison.topic()).deadLetter();
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(topic, null, poison.key(), poison.value(), poison.headers());
    Headers headers = letter.headers();
    header(headers, "dead-letter-consumer", consumer);
    header(headers, "dead-letter-reason", reason);
    header(headers, "dead-letter-origin", describe(poison));
    try {
      producer.send(letter).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("dead letter of " + poison.topic() + " was refused", e);
    }
  }

  /** Where the record stands, for the log. */
  static String describe(ConsumerRecord<String, byte[]> poison) {
    return poison.topic() + '/' + poison.partition() + '/' + poison.offset();
  }

  private static void header(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
