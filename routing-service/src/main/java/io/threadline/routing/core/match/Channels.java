package io.threadline.routing.core.match;

import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.PoolSettings;
import java.util.ArrayList;
import java.util.List;

/** Numbers the channels as they come, so that a set of them is a word. */
final class Channels {
  /** A set of channels is one word. */
  static final int MAX = Long.SIZE;

  private final List<String> names = new ArrayList<>();
  private Terms common = Terms.NONE;

  /** The channel's number; -1 if it has none. There are few: looking through them is quick. */
  int find(String channel) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(channel)) {
        return i;
      }
    }
    return -1;
  }

  /** The channel's number, a new one for a new channel. */
  int number(String channel) {
    int known = find(channel);
    if (known >= 0) {
      return known;
    }
    if (names.size() == MAX) {
      throw new IllegalStateException(
          "channel '%s' is one more than the %d that a pool can have".formatted(channel, MAX));
    }
    names.add(channel);
    return names.size() - 1;
  }

  /** What tickets cost the agent under these settings. */
  Terms terms(PoolSettings settings, Agent agent) {
    if (!agent.definition().channels().isEmpty()) {
      return Terms.of(settings, agent, names);
    }
    if (common.channels() != names.size()) {
      common = Terms.of(settings, agent, names);
    }
    return common;
  }

  /** Other weights or limits are in force. */
  void reprice() {
    common = Terms.NONE;
  }

  String name(int number) {
    return names.get(number);
  }

  int count() {
    return names.size();
  }
}
