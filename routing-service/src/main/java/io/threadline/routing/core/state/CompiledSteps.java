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
  private static final int MAX_LANGUAGES = 1_000;

  private record Compiled(QueueDefinition queue, Map<@Nullable String, List<Step>> byLanguage) {}

  private final Map<String, Compiled> compiled = new LinkedHashMap<>();

  List<Step> of(QueueDefinition queue, @Nullable String language) {
    Compiled known = compiled.get(queue.name());
    if (known == null || known.queue != queue) {
      known = new Compiled(queue, new LinkedHashMap<>());
      compiled.put(queue.name(), known);
    }
    List<Step> steps = known.byLanguage.get(language);
    if (steps == null) {
      if (known.byLanguage.size() >= MAX_LANGUAGES) {
        known.byLanguage.clear();
      }
      steps = Requirements.compile(queue.steps(), language, null, Duration.ZERO);
      known.byLanguage.put(language, steps);
    }
    return steps;
  }
}
