package io.threadline.routing.core;

import io.threadline.routing.core.state.Entity;
import java.time.Instant;
import java.util.List;

/**
 * The state of a pool after an input: enough to go on from.
 *
 * @param seq the last input applied, 0 before the first
 * @param at its time
 * @param hash of the entities, to notice a damaged or incomplete copy
 */
public record Snapshot(long seq, Instant at, long hash, List<Entity> entities) {}
