package io.threadline.routing.api;

import io.threadline.platform.problem.ApiException;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.routing.engine.PoolWriter;
import io.threadline.routing.engine.Pools;
import io.threadline.routing.engine.RoutingConfig;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.PoolKey;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who writes a pool, and its planned handover to another instance. */
@Path("/api/routing/pools/{pool}")
@Tag(name = "routing")
@RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
public class PoolResource {
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Commands commands;
  private final Pools pools;
  private final RoutingConfig config;
  private final Caller caller;

  PoolResource(Commands commands, Pools pools, RoutingConfig config, Caller caller) {
    this.commands = commands;
    this.pools = pools;
    this.config = config;
    this.caller = caller;
  }

  /**
   * The instance that writes a pool.
   *
   * @param writer its address; null if nobody does right now
   * @param epoch raised by every takeover
   * @param appliedSeq the last input committed
   */
  public record PoolView(String pool, @Nullable String writer, long epoch, long appliedSeq) {}

  /**
   * What came of a handover.
   *
   * @param to who writes the pool now; the same as {@code from} if no other instance took it, null
   *     if nobody does yet
   * @param millis how long commands had to wait
   */
  public record HandedOver(
      String pool, String from, @Nullable String to, long epoch, long millis) {}

  @GET
  @Operation(summary = "The instance that writes a pool: a tenant's is called default")
  public PoolView get(@PathParam("pool") String pool) {
    PoolKey key = key(pool);
    return pools
        .holder(key)
        .map(holder ->
            new PoolView(
                pool,
                holder.alive() ? holder.address() : null,
                holder.epoch(),
                holder.appliedSeq()))
        .orElseThrow(() -> ApiException.notFound("pool", pool));
  }

  @POST
  @Path("/hand-over")
  @Operation(
      summary = "Hands a pool over to another instance, before its writer is stopped",
      description =
          "The writer finishes what it was asked for and gives its lease up; an instance that"
              + " follows the pool takes it at once. Commands wait meanwhile. If no other instance"
              + " takes it while a lease lasts, it stays where it was: to is then from.")
  public Response handOver(@PathParam("pool") String pool) {
    PoolKey key = key(pool);
    return commands.ask(writer -> Response.ok(handOver(key, writer)).build());
  }

  private HandedOver handOver(PoolKey key, PoolWriter writer) {
    long began = System.nanoTime();
    pools.handOver(key);
    LeaseStore.@Nullable Holder next = next(key, writer.epoch());
    return new HandedOver(
        key.pool(),
        pools.address(),
        next == null ? null : next.address(),
        next == null ? writer.epoch() : next.epoch(),
        (System.nanoTime() - began) / 1_000_000);
  }

  /** The writer after that epoch; null if nobody has come forward. */
  private LeaseStore.@Nullable Holder next(PoolKey key, long epoch) {
    long deadline = System.nanoTime() + config.lease().toNanos() * 2;
    LeaseStore.@Nullable Holder found = null;
    while (found == null && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK.toNanos());
      found = pools.holder(key).filter(holder -> holder.epoch() > epoch).orElse(null);
    }
    return found;
  }

  private PoolKey key(String pool) {
    PoolKey key = PoolKey.ofTenant(caller.tenant());
    if (!key.pool().equals(pool)) {
      throw ApiException.notFound("pool", pool);
    }
    return key;
  }
}
