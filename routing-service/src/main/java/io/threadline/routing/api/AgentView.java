package io.threadline.routing.api;

import io.threadline.routing.core.agent.ChannelLimit;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.state.Agent;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the API shows one.
 *
 * @param presence {@code disconnected} while nothing is heard of the agent's client
 * @param load capacity units in use
 * @param tickets tickets offered, assigned or wrapped up
 * @param version of the definition, which is the ETag too
 */
public record AgentView(
    String login,
    String displayName,
    SortedMap<String, Integer> skills,
    SortedSet<String> languages,
    int capacity,
    SortedMap<String, ChannelLimit> channels,
    boolean autoAccept,
    @Nullable String shift,
    String presence,
    Instant presenceSince,
    long load,
    long tickets,
    long version) {

  static AgentView of(Agent agent, long load, long tickets) {
    Skills skills = agent.definition().skills();
    SortedMap<String, Integer> levels = new TreeMap<>(skills.levels());
    levels.keySet().removeIf(Skills::isLanguage);
    return new AgentView(
        agent.login(),
        agent.definition().displayName(),
        levels,
        skills.languages(),
        agent.definition().capacity(),
        agent.definition().channels(),
        agent.definition().autoAccept(),
        agent.definition().shift(),
        agent.lost() == null ? Answers.lower(agent.presence()) : "disconnected",
        agent.presenceSince(),
        load,
        tickets,
        agent.definition().version());
  }
}
