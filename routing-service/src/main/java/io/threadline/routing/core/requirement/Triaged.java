package io.threadline.routing.core.requirement;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a triage rule said of a ticket. It stays with the ticket: also after a transfer its skills
 * are asked for, and every decision names the rule.
 *
 * @param rule its name in the rule set
 * @param version of the rule set
 * @param skills least levels that are asked for beside what a queue asks; empty for none
 */
public record Triaged(String rule, long version, SortedMap<String, Integer> skills) {
  public Triaged {
    skills = Collections.unmodifiableSortedMap(new TreeMap<>(skills));
  }

  /** The rule with none of its skills: who passed the ticket on said so. */
  public Triaged withoutSkills() {
    return new Triaged(rule, version, Collections.emptySortedMap());
  }
}
