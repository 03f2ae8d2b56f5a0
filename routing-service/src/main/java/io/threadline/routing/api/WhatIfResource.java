package io.threadline.routing.api;

import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.platform.security.Role;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.simulate.replay.Logged;
import io.threadline.routing.simulate.replay.WhatIf;
import io.threadline.routing.store.PoolKey;
import io.threadline.routing.store.RecordedLog;
import io.threadline.routing.store.SnapshotStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a recorded period would have been like under other skills, capacities or policies. */
@Path("/api/routing/what-if")
@Tag(name = "routing")
public class WhatIfResource {
  /** A replay keeps a core busy, so an instance plays one at a time. */
  private static final Semaphore PLAYING = new Semaphore(1);

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /**
   * Inputs from the state before the period to its end: about a gigabyte of memory would hold ten
   * times as many.
   */
  private static final int MAX_INPUTS = 300_000;

  private final JdbcTransactions transactions;
  private final Caller caller;

  WhatIfResource(JdbcTransactions transactions, Caller caller) {
    this.transactions = transactions;
    this.caller = caller;
  }

  @POST
  @RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
  @Operation(
      summary = "Plays a recorded period again under a change",
      description =
          "Answers the period as recorded, as replayed without the change, and as replayed under"
              + " it: waits, service level, occupancy and fairness. Requests come, customers leave"
              + " and agents work, decline, miss offers and pass tickets on as they did in the"
              + " recording, where that still can be; the engine decides anew. 410 if the log does"
              + " not reach back to the period's beginning.")
  public WhatIf.Compared play(@Nullable WhatIfBody body) {
    if (body == null) {
      throw ApiException.invalid("from", null, "send from and to, and what would be different");
    }
    Instant from = body.begin();
    Instant to = body.end();
    var change = body.change();
    if (!PLAYING.tryAcquire()) {
      throw new ApiException(
              ErrorCode.TOO_MANY_REQUESTS, "another period is being played: ask again soon")
          .retryAfter(LONGEST);
    }
    try {
      PoolKey key = PoolKey.ofTenant(caller.tenant());
      Period period = period(key, from, to);
      return answer(
          WhatIf.play(period.start(), key.pool(), period.log(), from, to, change, late()), body);
    } finally {
      PLAYING.release();
    }
  }

  /** A state before the period, and the log from there to the period's end. */
  private record Period(RoutingEngine start, List<Logged> log) {}

  private Period period(PoolKey key, Instant from, Instant to) {
    return transactions.inTenant(
        key.tenant(),
        connection -> {
          RoutingEngine start =
              SnapshotStore.before(connection, key, from)
                  .orElseThrow(() ->
                      new ApiException(
                          ErrorCode.NOT_RECORDED,
                          "the log of pool '%s' does not reach back to %s any more: begin later"
                              .formatted(key.pool(), from)));
          List<Logged> log = RecordedLog.read(connection, key, start.seq(), to, MAX_INPUTS + 1);
          if (log.size() > MAX_INPUTS) {
            throw ApiException.invalid(
                "to", to, "the period has more than " + MAX_INPUTS + " inputs: end it earlier");
          }
          return new Period(start, log);
        });
  }

  private static BooleanSupplier late() {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    return () -> System.nanoTime() - deadline > 0;
  }

  private static WhatIf.Compared answer(WhatIf.Answer answer, WhatIfBody body) {
    return switch (answer) {
      case WhatIf.Compared compared -> compared;
      case WhatIf.Refused refused ->
          throw new ApiException(ErrorCode.INVALID_VALUE, refused.detail());
      case WhatIf.TooLong _ ->
          throw new ApiException(
              ErrorCode.UNAVAILABLE,
              "the period from %s to %s takes longer than %s to play: choose a shorter one"
                  .formatted(body.from(), body.to(), LONGEST));
    };
  }
}
