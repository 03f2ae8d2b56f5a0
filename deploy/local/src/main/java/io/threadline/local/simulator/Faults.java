package io.threadline.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The faults that were ordered and not yet used up, in order, per channel. */
public final class Faults {

  /** The channels that can misbehave. */
  public static final Set<String> CHANNELS = Set.of("sms", "whatsapp", "email");

  private static final int MOST_TIMES = 1_000_000;
  private static final long LONGEST_DELAY_MILLIS = 120_000;
  private static final Set<String> FIELDS =
      Set.of("channel", "behaviour", "times", "errorCode", "delayMillis");

  private final Map<String, List<Fault>> pending = new HashMap<>();

  /** What an order of faults is: one fault, an array of them, or {@code {"clear": true}}. */
  public synchronized List<Fault> order(JsonNode order) {
    if (order.path("clear").asBoolean(false)) {
      pending.clear();
      return all();
    }
    List<Fault> faults = new ArrayList<>();
    if (order.isArray()) {
      order.forEach(each -> faults.add(parse(each)));
    } else {
      faults.add(parse(order));
    }
    faults.forEach(
        fault -> pending.computeIfAbsent(fault.channel(), key -> new ArrayList<>()).add(fault));
    return all();
  }

  /** Uses up one turn of the channel's first fault. */
  public synchronized Optional<Fault> next(String channel) {
    List<Fault> queue = pending.getOrDefault(channel, new ArrayList<>());
    if (queue.isEmpty()) {
      return Optional.empty();
    }
    Fault fault = queue.removeFirst();
    if (fault.times() > 1) {
      queue.addFirst(fault.once());
    }
    return Optional.of(fault);
  }

  /** Every fault still to come. */
  public synchronized List<Fault> all() {
    return pending.values().stream().flatMap(List::stream).toList();
  }

  private static Fault parse(JsonNode order) {
    if (!order.isObject()) {
      throw new InvalidOrderException(
          "a fault is a JSON object with 'channel' and 'behaviour', not " + order);
    }
    Set<String> unknown = new HashSet<>();
    order.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(FIELDS);
    if (!unknown.isEmpty()) {
      throw new InvalidOrderException(
          "unknown field %s: a fault has %s".formatted(unknown, new TreeSet<>(FIELDS)));
    }
    String channel = order.path("channel").asText("");
    if (!CHANNELS.contains(channel)) {
      throw new InvalidOrderException(
          "'channel' is '%s', must be one of %s".formatted(channel, new TreeSet<>(CHANNELS)));
    }
    String spelling = order.path("behaviour").asText("");
    Fault.Behaviour behaviour =
        Fault.Behaviour.ofSpelling(spelling)
            .orElseThrow(() ->
                new InvalidOrderException(
                    "'behaviour' is '%s', must be one of %s"
                        .formatted(spelling, Fault.Behaviour.spellings())));
    int standardCode = standardCode(channel, behaviour);
    return new Fault(
        channel,
        behaviour,
        (int) number(order, "times", 1, 1, MOST_TIMES),
        (int) number(order, "errorCode", standardCode, 100, 99_999),
        number(order, "delayMillis", standardDelay(behaviour), 0, LONGEST_DELAY_MILLIS));
  }

  private static int standardCode(String channel, Fault.Behaviour behaviour) {
    boolean mail = channel.equals("email");
    return switch (behaviour) {
      case REFUSE -> mail ? 550 : 21610;
      case UNDELIVERED -> 30003;
      default -> mail ? 451 : 20500;
    };
  }

  private static long standardDelay(Fault.Behaviour behaviour) {
    return behaviour == Fault.Behaviour.SLOW ? 3_000 : 0;
  }

  private static long number(JsonNode order, String field, long standard, long least, long most) {
    JsonNode value = order.path(field);
    if (value.isMissingNode()) {
      return standard;
    }
    if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
      throw new InvalidOrderException(
          "'%s' is %s, must be a whole number from %d to %d".formatted(field, value, least, most));
    }
    return value.asLong();
  }
}
