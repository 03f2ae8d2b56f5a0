package io.threadline.routing.core;

import java.time.Instant;

/**
 * Where and when an input stands in the log of its pool. The epoch does not influence any decision:
 * it only marks the events of the writer that held the lease.
 *
 * @param seq one more than the input before
 * @param epoch the writer's lease
 * @param at never before the input before; the only time the engine knows
 */
public record Stamp(long seq, long epoch, Instant at) {}
