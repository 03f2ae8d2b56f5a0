package io.threadline.routing.core.match;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers the channels as they come, so that a set of them is a word. */
final class Channels {
  /** A set of channels is one word. */
  static final int MAX = Long.SIZE;

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();

  boolean has(String channel) {
    return numbers.containsKey(channel);
  }

  /** The channel's number, a new one for a new channel. */
  int number(String channel) {
    Integer known = numbers.get(channel);
    if (known != null) {
      return known;
    }
    if (names.size() == MAX) {
      throw new IllegalStateException(
          "channel '%s' is one more than the %d that a pool can have".formatted(channel, MAX));
    }
    numbers.put(channel, names.size());
    names.add(channel);
    return names.size() - 1;
  }

  String name(int number) {
    return names.get(number);
  }

  int count() {
    return names.size();
  }
}
