package io.threadline.contracts.routing;

import java.time.Instant;
import java.util.UUID;

/**
 * The ticket was resolved: its agent's capacity is free after the wrap-up.
 *
 * @param resolvedBy the agent who resolved it
 */
public record RequestCompleted(String pool, UUID ticketId, String resolvedBy, Instant at)
    implements RoutingRequest {}
