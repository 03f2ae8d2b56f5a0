package io.threadline.routing.intake.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's rules in order, the first whose condition holds decides, and the messages they were
 * tried on.
 */
public record RuleSet(List<Rule> rules, List<Sample> samples) {
  public static final RuleSet EMPTY = new RuleSet(null, null);

  public RuleSet(@Nullable List<Rule> rules, @Nullable List<Sample> samples) {
    this.rules = rules == null ? List.of() : List.copyOf(rules);
    this.samples = samples == null ? List.of() : List.copyOf(samples);
  }
}
