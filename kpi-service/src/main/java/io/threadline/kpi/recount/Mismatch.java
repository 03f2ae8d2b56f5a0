package io.threadline.kpi.recount;

/**
 * A figure that the recount does not confirm.
 *
 * @param where measure, slot, channel, queue, agent
 * @param counted what the raw events give
 * @param stored what the aggregates hold
 */
public record Mismatch(String where, String counted, String stored) {}
