package io.threadline.routing.core.match;

import org.jspecify.annotations.Nullable;

/**
 * Whether an agent could be offered a ticket now.
 *
 * @param exclusion the first thing in the way, or null if nothing is
 * @param detail the values it failed on
 */
public record Verdict(String agent, @Nullable Exclusion exclusion, String detail) {}
