package io.threadline.routing.intake.rule;

import java.util.SortedSet;

/**
 * The names that rules may use: what the tenant's pool has.
 *
 * @param languages (ISO 639) that somebody speaks
 */
public record Vocabulary(
    SortedSet<String> queues, SortedSet<String> skills, SortedSet<String> languages) {}
