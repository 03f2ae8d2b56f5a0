package io.threadline.routing.core;

import io.threadline.contracts.routing.RoutingEvent;
import io.threadline.routing.core.match.Decision;
import java.util.List;

/**
 * What an input caused.
 *
 * @param events in the order in which they happened, numbered by their position
 */
public record Outcome(Reply reply, List<Decision> decisions, List<RoutingEvent> events) {}
