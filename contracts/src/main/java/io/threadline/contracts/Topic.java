package io.threadline.contracts;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Kafka topics, the one source of their names, keys, partitions and retention for the services,
 * the local run, compose and the AsyncAPI document.
 */
public enum Topic {
  MESSAGES_INBOUND("messages.inbound", "tenant, channel and address of the sender", 6),
  ROUTING_REQUESTS("routing.requests", "routing pool", 6),
  ROUTING_EVENTS("routing.events", "ticket", 6),
  CONVERSATION_EVENTS("conversation.events", "conversation", 6),
  MESSAGES_OUTBOUND("messages.outbound", "conversation", 6),
  MESSAGES_STATUS("messages.status", "conversation", 6),
  BUSINESS_EVENTS("business.events", "customer reference", 6);

  /** How long records are kept: longer than any outage that consumers are expected to outlast. */
  public static final Duration RETENTION = Duration.ofDays(7);

  /** Dead letters wait for an operator: they are kept longer. */
  public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

  /** The largest record, headers included, in bytes; larger payloads travel as references. */
  public static final int MAX_RECORD_BYTES = 1_048_576;

  private final String topicName;
  private final String key;
  private final int partitions;

  Topic(String topicName, String key, int partitions) {
    this.topicName = topicName;
    this.key = key;
    this.partitions = partitions;
  }

  /** The name on the broker, as {@code messages.inbound}. */
  public String topicName() {
    return topicName;
  }

  /** What the record key is made of, in words. */
  public String key() {
    return key;
  }

  public int partitions() {
    return partitions;
  }

  /** Where records of this topic go when they cannot be processed. */
  public String deadLetter() {
    return topicName + ".dead-letter";
  }

  /** The topic of that name. */
  public static Topic ofName(String topicName) {
    return Stream.of(values())
        .filter(topic -> topic.topicName.equals(topicName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no topic is named '" + topicName + "'"));
  }

  /** Every topic name of the system, dead letters included, in declaration order. */
  public static List<String> allNames() {
    return Stream.of(values()).flatMap(t -> Stream.of(t.topicName, t.deadLetter())).toList();
  }
}
