package io.threadline.routing.simulate.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Times for requests of which the log does not tell how long they take, since nobody took them or
 * their end is not in it: those measured in the same queue, in turn, so that they are as spread as
 * the measured ones.
 */
final class Donors {
  private final Map<String, List<Duration>> byQueue = new HashMap<>();
  private final Map<String, Integer> next = new HashMap<>();
  private final List<Duration> all = new ArrayList<>();
  private final Duration otherwise;

  /**
   * @param otherwise where nothing at all was measured
   */
  Donors(Duration otherwise) {
    this.otherwise = otherwise;
  }

  void measured(String queue, Duration time) {
    byQueue.computeIfAbsent(queue, _ -> new ArrayList<>()).add(time);
    all.add(time);
  }

  Duration take(String queue) {
    List<Duration> own = byQueue.getOrDefault(queue, all);
    return own.isEmpty()
        ? otherwise
        : own.get((next.merge(queue, 1, Integer::sum) - 1) % own.size());
  }
}
