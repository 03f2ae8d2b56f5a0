package io.threadline.conversation.live;

import io.threadline.contracts.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The partitions that the live view follows, numbered. The numbers are part of positions. */
final class Slots {
  private static final List<Topic> TOPICS =
      List.of(Topic.CONVERSATION_EVENTS, Topic.ROUTING_EVENTS);
  private static final List<TopicPartition> PARTITIONS = new ArrayList<>();
  private static final Map<TopicPartition, Integer> NUMBERS = new HashMap<>();

  static {
    // Partition by partition over the topics, so that more partitions of both come behind.
    int most = TOPICS.stream().mapToInt(Topic::partitions).max().orElseThrow();
    for (int partition = 0; partition < most; partition++) {
      for (Topic topic : TOPICS) {
        if (partition < topic.partitions()) {
          TopicPartition slot = new TopicPartition(topic.topicName(), partition);
          NUMBERS.put(slot, PARTITIONS.size());
          PARTITIONS.add(slot);
        }
      }
    }
  }

  private Slots() {}

  static int count() {
    return PARTITIONS.size();
  }

  static List<TopicPartition> partitions() {
    return PARTITIONS;
  }

  static TopicPartition partition(int slot) {
    return PARTITIONS.get(slot);
  }

  static int of(String topic, int partition) {
    Integer slot = NUMBERS.get(new TopicPartition(topic, partition));
    if (slot == null) {
      throw new IllegalArgumentException(topic + '/' + partition + " is not followed");
    }
    return slot;
  }
}
