package io.threadline.routing.core.agent;

/** The capacity of an agent that a ticket takes, fixed when it was reserved. */
public record Hold(String agent, String channel, int weight, Ledger ledger) {}
