package io.threadline.routing.api;

import io.threadline.platform.problem.ApiException;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.simulate.replay.PoolChange;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question about a recorded period.
 *
 * @param from its beginning, ISO 8601 in UTC
 * @param to its end
 * @param agents by login as they would have been, each whole as for {@code PUT
 *     /api/agents/{login}}; an agent who was not there is ready all the time
 * @param queues by name as they would have been, each whole as for {@code PUT /api/queues/{name}}
 */
public record WhatIfBody(
    @Nullable String from,
    @Nullable String to,
    @Nullable Map<String, AgentBody> agents,
    @Nullable Map<String, QueueBody> queues) {
  private static final int MAX_CHANGES = 500;

  Instant begin() {
    return instant("from", from);
  }

  Instant end() {
    Instant end = instant("to", to);
    if (!end.isAfter(begin())) {
      throw ApiException.invalid("to", to, "give a time after from, " + from);
    }
    return end;
  }

  private static Instant instant(String field, @Nullable String text) {
    try {
      return Instant.parse(text == null ? "" : text);
    } catch (DateTimeParseException e) {
      throw ApiException.invalid(field, text, "use an ISO 8601 time as 2026-01-31T08:00:00Z");
    }
  }

  PoolChange change() {
    List<AgentDefinition> changedAgents = new ArrayList<>();
    if (agents != null) {
      agents.forEach((login, agent) -> changedAgents.add(agent.definition(login)));
    }
    List<QueueDefinition> changedQueues = new ArrayList<>();
    if (queues != null) {
      queues.forEach((name, queue) -> changedQueues.add(queue.definition(name, _ -> false)));
    }
    int changes = changedAgents.size() + changedQueues.size();
    if (changes > MAX_CHANGES) {
      throw ApiException.invalid("changes", changes, "change at most " + MAX_CHANGES + " at once");
    }
    return new PoolChange(changedAgents, changedQueues, null);
  }
}
