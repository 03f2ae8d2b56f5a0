package io.threadline.routing.engine;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Priority;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.agent.Ledger;
import io.threadline.routing.core.queue.ChannelPolicy;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.ExprParser;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import io.threadline.routing.intake.Catalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a pool starts with, so that a fresh installation routes. */
final class PoolDefaults {
  private static final int MANY = 100;

  private PoolDefaults() {}

  /** The settings: mail can wait behind chats, a call needs the agent alone. */
  static PoolSettings settings(RoutingConfig config) {
    Map<String, ChannelPolicy> channels =
        Map.of(
            Channel.EMAIL.name(), new ChannelPolicy(1, MANY, Ledger.INTERRUPTIBLE, null),
            Channel.WEB_CHAT.name(),
                new ChannelPolicy(2, MANY, Ledger.PRIMARY, Duration.ofSeconds(30)),
            Channel.VOICE.name(), new ChannelPolicy(10, 1, Ledger.EXCLUSIVE, Duration.ZERO));
    return new PoolSettings(
        config.offerExpiry(),
        config.missesToAway(),
        config.cooldown(),
        config.stickyFor(),
        config.rampOffers(),
        config.rampWindow(),
        remembered(config),
        new TreeMap<>(
            Map.of(
                Priority.LOW, Duration.ofMinutes(-10),
                Priority.HIGH, Duration.ofMinutes(10),
                Priority.URGENT, Duration.ofHours(1))),
        new TreeMap<>(channels),
        new ChannelPolicy(2, MANY, Ledger.PRIMARY, null));
  }

  /** Not shorter than the moment in which an offer ends: in that it is part of the state. */
  private static Duration remembered(RoutingConfig config) {
    Duration least = Duration.ofSeconds(1);
    return config.offersRemembered().compareTo(least) < 0 ? least : config.offersRemembered();
  }

  /** The inputs that bring a pool from where it is to where it can work. */
  static List<Input> inputs(
      RoutingConfig config, @Nullable PoolSettings present, Catalogue catalogue) {
    List<Input> inputs = new ArrayList<>();
    PoolSettings wanted = settings(config);
    if (!wanted.equals(present)) {
      inputs.add(new Input.PoolConfigured(wanted));
    }
    String queue = config.defaultQueue();
    if (!catalogue.queues().contains(queue)) {
      inputs.add(new Input.SkillDefined(new SkillDefinition(queue, queue, false)));
      inputs.add(new Input.QueueDefined(queue(queue)));
    }
    return inputs;
  }

  /** Who has the queue's skill and the language, where there is such a one; else the language. */
  private static QueueDefinition queue(String name) {
    return new QueueDefinition(
        name,
        name,
        List.of(
            new Step(ExprParser.parse("language and " + name + " >= 1"), null),
            new Step(ExprParser.parse("language"), null)),
        Strategy.LEAST_LOADED,
        Duration.ofMinutes(5),
        1,
        Duration.ZERO);
  }
}
