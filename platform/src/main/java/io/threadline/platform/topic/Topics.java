package io.threadline.platform.topic;

import io.threadline.contracts.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates what is missing of the topics of {@link Topic}: the one source for the local run and for
 * compose, since every service calls it when it starts.
 */
public final class Topics {
  private Topics() {}

  /**
   * Creates the missing topics with the broker's default replication; waits for the broker as long
   * as it takes.
   */
  public static void createMissing(Admin admin) throws InterruptedException {
    List<NewTopic> topics = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      topics.add(topic(topic.topicName(), topic.partitions(), Topic.RETENTION.toMillis()));
      topics.add(topic(topic.deadLetter(), 1, Topic.DEAD_LETTER_RETENTION.toMillis()));
    }
    var results =
        admin.createTopics(topics, new CreateTopicsOptions().timeoutMs(Integer.MAX_VALUE)).values();
    for (var result : results.entrySet()) {
      try {
        result.getValue().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new IllegalStateException("topic " + result.getKey() + " was not created", e);
        }
      }
    }
  }

  private static NewTopic topic(String name, int partitions, long retentionMillis) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty())
        .configs(
            Map.of(
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(retentionMillis),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    Integer.toString(Topic.MAX_RECORD_BYTES + 64 * 1024)));
  }
}
