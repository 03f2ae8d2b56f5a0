package io.threadline.routing.intake.rule;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says a ticket needs. What it leaves out stays as the request has it.
 *
 * @param queue the name of a queue
 * @param priority low, normal, high or urgent
 * @param language ISO 639, in place of the one that was guessed
 * @param skills least levels by name, asked for beside what the queue's steps ask
 */
public record Needs(
    @Nullable String queue,
    @Nullable String priority,
    @Nullable String language,
    @Nullable SortedMap<String, Integer> skills) {

  /** Nothing in particular. */
  public static final Needs NONE = new Needs(null, null, null, null);

  public Needs {
    skills = skills == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(skills));
  }

  boolean isEmpty() {
    return queue == null
        && priority == null
        && language == null
        && (skills == null || skills.isEmpty());
  }
}
