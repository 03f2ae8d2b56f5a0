package io.threadline.routing.store;

import io.threadline.routing.core.RoutingEngine;
import java.util.Map;

/**
 * A pool taken over: its engine at the state that was committed last.
 *
 * @param epoch what fences whoever wrote before
 * @param offsets the next offset of each partition of the requests' topic
 */
public record Lease(PoolKey key, long epoch, RoutingEngine engine, Map<Integer, Long> offsets) {}
