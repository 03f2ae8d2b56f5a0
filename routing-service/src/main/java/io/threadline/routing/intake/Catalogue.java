package io.threadline.routing.intake;

import java.util.SortedSet;

/**
 * What triage needs to know of a pool.
 *
 * @param languages (ISO 639) that somebody speaks
 * @param queues by name
 */
public record Catalogue(SortedSet<String> languages, SortedSet<String> queues) {}
