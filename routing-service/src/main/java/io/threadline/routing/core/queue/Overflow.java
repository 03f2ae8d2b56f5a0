package io.threadline.routing.core.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When tickets leave a queue for another, or are put off to its next opening. They keep their age.
 *
 * @param maxWait after that long in the queue; null for never
 * @param maxDepth on arrival, when that many wait already; null for never
 * @param unstaffed when nobody who could ever take the ticket is at work
 * @param toQueue null to put the ticket off
 */
public record Overflow(
    @Nullable Duration maxWait,
    @Nullable Integer maxDepth,
    boolean unstaffed,
    @Nullable String toQueue) {}
