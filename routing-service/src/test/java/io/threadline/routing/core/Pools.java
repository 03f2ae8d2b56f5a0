package io.threadline.routing.core;

import io.threadline.contracts.Priority;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.agent.ChannelLimit;
import io.threadline.routing.core.agent.Ledger;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.calendar.Hours;
import io.threadline.routing.core.calendar.Interval;
import io.threadline.routing.core.queue.ChannelPolicy;
import io.threadline.routing.core.queue.Overflow;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.ExprParser;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.sla.SlaPolicy;
import io.threadline.routing.core.state.CalendarDefinition;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
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
    @Nullable String shift = null;
    for (String word : words) {
      String[] pair = word.split("=", -1);
      switch (pair[0]) {
        case "speaks" -> {
          for (String code : pair[1].split(",", -1)) {
            levels.put(Skills.language(code), 10);
          }
        }
        case "shift" -> shift = pair[1];
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
        autoAccept,
        shift,
        0);
  }

  /** A calendar of UTC from intervals as {@code 09:00-12:00,13:00-17:00}, the same every day. */
  static CalendarDefinition calendar(String name, String intervals) {
    List<Interval> day = new ArrayList<>();
    for (String interval : intervals.split(",", -1)) {
      String[] ends = interval.strip().split("-", -1);
      day.add(new Interval(minute(ends[0]), minute(ends[1])));
    }
    Map<DayOfWeek, List<Interval>> week = new TreeMap<>();
    for (DayOfWeek weekday : DayOfWeek.values()) {
      week.put(weekday, day);
    }
    Hours hours = new Hours(ZoneOffset.UTC, new TreeMap<>(week), new TreeSet<>(), new TreeMap<>());
    return new CalendarDefinition(name, hours, null, null);
  }

  private static int minute(String time) {
    String[] parts = time.split(":", -1);
    return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
  }

  /**
   * The queue with options: {@code auto=voice calendar=office first=60 next=30 resolution=600
   * wait=20 depth=1 unstaffed=yes to=other max=30}.
   */
  static QueueDefinition with(QueueDefinition queue, String options) {
    Map<String, String> given = new TreeMap<>();
    for (String option : options.strip().split("\\s+", -1)) {
      String[] pair = option.split("=", -1);
      given.put(pair[0], pair[1]);
    }
    boolean overflows =
        given.containsKey("wait") || given.containsKey("depth") || given.containsKey("unstaffed");
    String depth = given.get("depth");
    return new QueueDefinition(
        queue.name(),
        queue.displayName(),
        queue.steps(),
        queue.strategy(),
        queue.target(),
        queue.weight(),
        queue.wrapUp(),
        given.containsKey("auto") ? new TreeSet<>(List.of(given.get("auto"))) : new TreeSet<>(),
        queue.fairnessBand(),
        given.get("calendar"),
        new SlaPolicy(
            seconds(given.get("first")),
            seconds(given.get("next")),
            seconds(given.get("resolution"))),
        overflows
            ? new Overflow(
                seconds(given.get("wait")),
                depth == null ? null : Integer.valueOf(depth),
                given.containsKey("unstaffed"),
                given.get("to"))
            : null,
        seconds(given.get("max")),
        0);
  }

  private static @Nullable Duration seconds(@Nullable String number) {
    return number == null ? null : Duration.ofSeconds(Long.parseLong(number));
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
