package io.threadline.routing.core;

import io.threadline.contracts.Priority;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.agent.ChannelLimit;
import io.threadline.routing.core.agent.Ledger;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.queue.ChannelPolicy;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.ExprParser;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Pools to test with. */
final class Pools {
  private Pools() {}

  /** Offers stand 30 s, three misses make away, chat costs 2 units, mail 1, voice everything. */
  static PoolSettings settings() {
    Map<String, ChannelPolicy> channels =
        Map.of(
            "email", new ChannelPolicy(1, 50, Ledger.INTERRUPTIBLE, null),
            "web-chat", new ChannelPolicy(2, 50, Ledger.PRIMARY, Duration.ofSeconds(30)),
            "voice", new ChannelPolicy(10, 1, Ledger.EXCLUSIVE, Duration.ZERO));
    return new PoolSettings(
        Duration.ofSeconds(30),
        3,
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        20,
        Duration.ofSeconds(10),
        Duration.ofMinutes(10),
        new TreeMap<>(
            Map.of(Priority.HIGH, Duration.ofMinutes(10), Priority.URGENT, Duration.ofHours(1))),
        new TreeMap<>(channels),
        new ChannelPolicy(2, 50, Ledger.PRIMARY, null));
  }

  /** An agent from words as {@code general=5}, {@code speaks=en,hy}, {@code capacity=4}. */
  static AgentDefinition agent(String login, List<String> words) {
    Map<String, Integer> levels = new TreeMap<>();
    Map<String, ChannelLimit> channels = new TreeMap<>();
    int capacity = 10;
    boolean autoAccept = false;
    for (String word : words) {
      String[] pair = word.split("=", -1);
      switch (pair[0]) {
        case "speaks" -> {
          for (String code : pair[1].split(",", -1)) {
            levels.put(Skills.language(code), 10);
          }
        }
        case "auto" -> autoAccept = true;
        case "capacity" -> capacity = Integer.parseInt(pair[1]);
        case "emails" -> channels.put("email", new ChannelLimit(1, Integer.parseInt(pair[1])));
        default -> levels.put(pair[0], Integer.parseInt(pair[1]));
      }
    }
    return new AgentDefinition(
        login,
        login,
        new Skills(new TreeMap<>(levels)),
        capacity,
        new TreeMap<>(channels),
        autoAccept);
  }

  /** A queue from steps as {@code language and general >= 1 for 30 / language}. */
  static QueueDefinition queue(
      String name, String steps, Strategy strategy, Duration target, Duration wrapUp) {
    List<Step> parsed = new ArrayList<>();
    for (String step : steps.split("/", -1)) {
      String[] parts = step.strip().split(" for ", -1);
      @Nullable Duration ttl =
          parts.length > 1 ? Duration.ofSeconds(Long.parseLong(parts[1].strip())) : null;
      parsed.add(new Step(ExprParser.parse(parts[0]), ttl));
    }
    return new QueueDefinition(name, name, parsed, strategy, target, 1, wrapUp);
  }
}
