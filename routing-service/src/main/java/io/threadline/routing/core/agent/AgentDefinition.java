package io.threadline.routing.core.agent;

import io.threadline.routing.core.state.Entity;
import io.threadline.routing.core.state.Fingerprint;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What supervisors say of an agent.
 *
 * @param login the agent's login name, unique in the pool
 * @param capacity in units; each ticket takes its channel's weight of them
 * @param channels where the agent differs from the pool's weights and maxima, by channel
 * @param shift the calendar of the agent's working hours; null where nobody says
 * @param version counts the changes from 1; 0 for one that was not saved yet
 * @param autoAccept true if an offer to this agent is accepted as it is made
 */
public record AgentDefinition(
    String login,
    String displayName,
    Skills skills,
    int capacity,
    SortedMap<String, ChannelLimit> channels,
    boolean autoAccept,
    @Nullable String shift,
    long version)
    implements Entity.Constant {
  public static final int MAX_CAPACITY = 10_000;

  public AgentDefinition {
    channels =
        channels.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(channels));
  }

  /** An agent who accepts offers personally. */
  public AgentDefinition(
      String login,
      String displayName,
      Skills skills,
      int capacity,
      SortedMap<String, ChannelLimit> channels) {
    this(login, displayName, skills, capacity, channels, false, null, 0);
  }

  /** An agent without a shift. */
  public AgentDefinition(
      String login,
      String displayName,
      Skills skills,
      int capacity,
      SortedMap<String, ChannelLimit> channels,
      boolean autoAccept) {
    this(login, displayName, skills, capacity, channels, autoAccept, null, 0);
  }

  /** As saved in that version. */
  public AgentDefinition saved(long newVersion) {
    return new AgentDefinition(
        login, displayName, skills, capacity, channels, autoAccept, shift, newVersion);
  }

  @Override
  public void describe(Fingerprint f) {
    f.add(login).add(displayName).add(capacity);
    skills.levels().forEach((skill, level) -> f.add(skill).add(level));
    channels.forEach((channel, limit) -> f.add(channel).add(limit.weight()).add(limit.maximum()));
    if (autoAccept) {
      f.add("autoAccept");
    }
    if (shift != null) {
      f.add(shift);
    }
    if (version != 0) {
      f.add(version);
    }
  }
}
