package io.threadline.routing.engine;

import io.threadline.contracts.Envelope;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.PoolKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the database answers and somebody writes the pools: then commands can be kept. */
@Readiness
@ApplicationScoped
class RoutingReadiness implements HealthCheck {
  private final Pools pools;

  RoutingReadiness(Pools pools) {
    this.pools = pools;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      Optional<LeaseStore.Holder> holder = pools.holder(PoolKey.ofTenant(Envelope.DEFAULT_TENANT));
      boolean written = holder.map(LeaseStore.Holder::alive).orElse(false);
      return HealthCheckResponse.named("routing can keep commands")
          .status(written)
          .withData("pool", written ? "has a writer" : "is about to be taken over")
          .build();
    } catch (RuntimeException e) {
      return HealthCheckResponse.named("routing can keep commands")
          .down()
          .withData("database", String.valueOf(e.getMessage()))
          .build();
    }
  }
}
