package io.threadline.routing.api;

import io.threadline.platform.problem.ApiException;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.agent.ChannelLimit;
import io.threadline.routing.core.agent.Skills;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent as supervisors define one.
 *
 * @param skills levels 1 to 10 by skill
 * @param languages ISO 639 codes
 * @param capacity units; absent for {@value #DEFAULT_CAPACITY}
 * @param channels where the agent differs from the pool
 * @param shift the calendar of the agent's working hours
 * @param autoAccept true to have offers accepted as they are made
 */
public record AgentBody(
    @Nullable String displayName,
    @Nullable Map<String, Integer> skills,
    @Nullable List<String> languages,
    @Nullable Integer capacity,
    @Nullable Map<String, ChannelBody> channels,
    @Nullable Boolean autoAccept,
    @Nullable String shift) {
  static final int DEFAULT_CAPACITY = 10;
  private static final int DEFAULT_WEIGHT = 2;
  private static final int DEFAULT_MAXIMUM = 100;

  /** The agent's own weight (units per ticket) and maximum (tickets at once) on a channel. */
  public record ChannelBody(@Nullable Integer weight, @Nullable Integer maximum) {}

  AgentDefinition definition(String login) {
    SortedMap<String, Integer> levels = new TreeMap<>();
    if (skills != null) {
      skills.forEach((skill, level) -> levels.put(Names.name("skill", skill), level(skill, level)));
    }
    if (languages != null) {
      languages.forEach(
          code -> levels.put(Skills.language(Names.language(code)), Skills.MAX_LEVEL));
    }
    SortedMap<String, ChannelLimit> limits = new TreeMap<>();
    if (channels != null) {
      channels.forEach((channel, own) -> limits.put(Names.name("channel", channel), limit(own)));
    }
    return new AgentDefinition(
        Names.login(login),
        displayName == null || displayName.isBlank() ? login : displayName,
        new Skills(levels),
        capacity == null ? DEFAULT_CAPACITY : capacity,
        limits,
        Boolean.TRUE.equals(autoAccept),
        shift,
        0);
  }

  private static int level(String skill, @Nullable Integer level) {
    if (level == null) {
      throw ApiException.invalid("level of skill " + skill, level, "give a number from 1 to 10");
    }
    return level;
  }

  private static ChannelLimit limit(@Nullable ChannelBody own) {
    Integer weight = own == null ? null : own.weight();
    Integer maximum = own == null ? null : own.maximum();
    return new ChannelLimit(
        weight == null ? DEFAULT_WEIGHT : weight, maximum == null ? DEFAULT_MAXIMUM : maximum);
  }
}
