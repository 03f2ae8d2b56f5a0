package io.threadline.routing.store;

import io.threadline.contracts.routing.RoutingRequest;
import java.util.UUID;

/** A pool of a tenant: the unit that has one writer. */
public record PoolKey(UUID tenant, String pool) {

  /** The pool of a tenant that has only one. */
  public static PoolKey ofTenant(UUID tenant) {
    return new PoolKey(tenant, RoutingRequest.DEFAULT_POOL);
  }
}
