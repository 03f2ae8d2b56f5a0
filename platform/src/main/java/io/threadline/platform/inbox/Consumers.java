package io.threadline.platform.inbox;

import io.threadline.contracts.Topic;
import io.threadline.platform.config.KafkaClients;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.telemetry.ConsumerMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;

/** Starts a service's consumers and stops them with it. */
public final class Consumers implements AutoCloseable {
  private final KafkaClients clients;
  private final Producer<String, byte[]> producer;
  private final Transactions transactions;
  private final ConsumerMetrics metrics;
  private final List<BatchConsumer> started = new CopyOnWriteArrayList<>();

  public Consumers(
      KafkaClients clients,
      Producer<String, byte[]> producer,
      Transactions transactions,
      ConsumerMetrics metrics) {
    this.clients = clients;
    this.producer = producer;
    this.transactions = transactions;
    this.metrics = metrics;
  }

  /** Starts a prompt consumer of the topics, from the beginning if the group is new. */
  public BatchConsumer start(String group, Set<Topic> topics, BatchHandler handler) {
    return start(group, topics, Pace.PROMPT, handler);
  }

  /** Starts a consumer of the topics, from the beginning if the group is new. */
  public BatchConsumer start(String group, Set<Topic> topics, Pace pace, BatchHandler handler) {
    return start(group, topics, pace, GiveWay.never(), handler);
  }

  /** As before, and it gives way. */
  public BatchConsumer start(
      String group, Set<Topic> topics, Pace pace, GiveWay giveWay, BatchHandler handler) {
    Map<String, Object> settings = new HashMap<>(pace.settings());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    BatchConsumer consumer =
        new BatchConsumer(
            group,
            topics,
            clients.consumer(settings),
            producer,
            transactions,
            handler,
            metrics,
            giveWay);
    started.add(consumer);
    consumer.start();
    return consumer;
  }

  @Override
  public void close() {
    started.forEach(BatchConsumer::close);
  }
}
