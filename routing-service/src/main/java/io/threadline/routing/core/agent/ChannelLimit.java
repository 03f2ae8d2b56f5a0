package io.threadline.routing.core.agent;

/**
 * How one agent differs from the pool on a channel.
 *
 * @param weight capacity units that a ticket of the channel takes
 * @param maximum how many tickets of the channel at once
 */
public record ChannelLimit(int weight, int maximum) {}
