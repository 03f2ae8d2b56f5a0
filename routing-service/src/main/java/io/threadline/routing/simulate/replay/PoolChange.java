package io.threadline.routing.simulate.replay;

import io.threadline.contracts.Presence;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is supposed to have been different throughout a period.
 *
 * @param agents with other skills or capacities; who was not there in the recording is ready from
 *     the beginning to the end
 * @param queues with other steps, strategies, weights
 * @param settings of the whole pool; null for those recorded
 */
public record PoolChange(
    List<AgentDefinition> agents, List<QueueDefinition> queues, @Nullable PoolSettings settings) {
  /** Everything as it was. */
  public static final PoolChange NONE = new PoolChange(List.of(), List.of(), null);

  public PoolChange {
    agents = List.copyOf(agents);
    queues = List.copyOf(queues);
  }

  /** The inputs that bring it about. */
  List<Input> inputs(SortedSet<String> present) {
    List<Input> inputs = new ArrayList<>();
    if (settings != null) {
      inputs.add(new Input.PoolConfigured(settings));
    }
    queues.forEach(queue -> inputs.add(new Input.QueueDefined(queue)));
    for (AgentDefinition agent : agents) {
      inputs.add(new Input.AgentDefined(agent));
      if (!present.contains(agent.login())) {
        inputs.add(new Input.PresenceSet(agent.login(), Presence.READY));
      }
    }
    return inputs;
  }

  /** True for a recorded input that would take the change back. */
  boolean overrules(Input recorded) {
    return switch (recorded) {
      case Input.PoolConfigured _ -> settings != null;
      case Input.AgentDefined defined -> logins().contains(defined.agent().login());
      case Input.QueueDefined defined ->
          queues.stream().anyMatch(queue -> queue.name().equals(defined.queue().name()));
      default -> false;
    };
  }

  private SortedSet<String> logins() {
    SortedSet<String> logins = new TreeSet<>();
    agents.forEach(agent -> logins.add(agent.login()));
    return logins;
  }
}
