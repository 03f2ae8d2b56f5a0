package io.threadline.routing.core.state;

import io.threadline.contracts.Priority;
import io.threadline.routing.core.queue.ChannelPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a pool behaves. A logged input like any other, so that a replay decides alike.
 *
 * @param offerExpiry how long an offer stands
 * @param missesToAway offers in a row timed out that make an agent away
 * @param cooldown how long a ticket is not offered again to who declined or missed it
 * @param stickyFor how long a ticket waits for its preferred agent
 * @param rampOffers offers an agent gets at most in {@code rampWindow} after coming to work
 * @param remembered how long ended offers answer with their end
 * @param credits how much longer than it did a ticket of a priority seems to have waited; negative
 *     for less
 * @param channels by channel name
 * @param otherChannels for channels not named
 */
public record PoolSettings(
    Duration offerExpiry,
    int missesToAway,
    Duration cooldown,
    Duration stickyFor,
    int rampOffers,
    Duration rampWindow,
    Duration remembered,
    SortedMap<Priority, Duration> credits,
    SortedMap<String, ChannelPolicy> channels,
    ChannelPolicy otherChannels)
    implements Entity {
  /** There is one per pool. */
  public static final String KEY = "settings";

  public PoolSettings {
    credits = Collections.unmodifiableSortedMap(new TreeMap<>(credits));
    channels = Collections.unmodifiableSortedMap(new TreeMap<>(channels));
  }

  public ChannelPolicy channel(String name) {
    return channels.getOrDefault(name, otherChannels);
  }

  public Duration credit(Priority priority) {
    return credits.getOrDefault(priority, Duration.ZERO);
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public List<Due> dues() {
    return List.of();
  }

  @Override
  public void describe(Fingerprint f) {
    f.add(toString());
  }
}
