package io.threadline.routing.core.agent;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What supervisors say of an agent.
 *
 * @param login the agent's login name, unique in the pool
 * @param capacity in units; each ticket takes its channel's weight of them
 * @param channels where the agent differs from the pool's weights and maxima, by channel
 */
public record AgentDefinition(
    String login,
    String displayName,
    Skills skills,
    int capacity,
    SortedMap<String, ChannelLimit> channels) {
  public static final int MAX_CAPACITY = 10_000;

  public AgentDefinition {
    channels = Collections.unmodifiableSortedMap(new TreeMap<>(channels));
  }
}
