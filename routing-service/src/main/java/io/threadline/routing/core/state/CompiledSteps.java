package io.threadline.routing.core.state;

import io.threadline.routing.core.requirement.Requirements;
import io.threadline.routing.core.requirement.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of a queue in each language that its tickets came in, compiled once. */
final class CompiledSteps {
  private static final int MAX_REMEMBERED = 10_000;

  private record Key(String queue, @Nullable String language) {}

  private record Compiled(QueueDefinition queue, List<Step> steps) {}

  private final Map<Key, Compiled> compiled = new LinkedHashMap<>();

  List<Step> of(QueueDefinition queue, @Nullable String language) {
    Key key = new Key(queue.name(), language);
    Compiled known = compiled.get(key);
    if (known != null && known.queue == queue) {
      return known.steps;
    }
    if (compiled.size() >= MAX_REMEMBERED) {
      compiled.clear();
    }
    List<Step> steps = Requirements.compile(queue.steps(), language, null, Duration.ZERO);
    compiled.put(key, new Compiled(queue, steps));
    return steps;
  }
}
