package io.threadline.bench.shell;

import io.threadline.contracts.Priority;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.id.Ids;
import io.threadline.platform.outbox.OutboxSignal;
import io.threadline.routing.core.Input;
import io.threadline.routing.engine.LonePool;
import io.threadline.routing.engine.RoutingConfig;
import io.threadline.routing.store.Lease;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.PoolKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** How long a takeover from the tables takes while that many tickets wait. */
final class Restore {
  private static final int AT_ONCE = 5_000;
  private static final double BYTES_PER_MEBIBYTE = 1024 * 1024;
  private static final String ADDRESS = "http://next";

  private final DataSource source;
  private final RoutingConfig config;

  Restore(DataSource source, RoutingConfig config) {
    this.source = source;
    this.config = config;
  }

  /** Prints the seconds and the tickets a second. */
  void measure(int tickets) {
    PoolKey key = PoolKey.ofTenant(Ids.next());
    try (LonePool pool = LonePool.open(source, key, config, events -> {})) {
      for (int done = 0; done < tickets; done += AT_ONCE) {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < Math.min(AT_ONCE, tickets - done); i++) {
          answers.add(pool.submit(enqueue()));
        }
        answers.forEach(CompletableFuture::join);
      }
    }
    LeaseStore leases = new LeaseStore(new JdbcTransactions(source, new OutboxSignal()));
    long began = System.nanoTime();
    Lease lease = leases.takeOver(key, Ids.next(), ADDRESS, Duration.ofHours(1)).orElseThrow();
    double seconds = (System.nanoTime() - began) / 1e9;
    System.gc();
    Runtime heap = Runtime.getRuntime();
    ShellMain.print("heap", (heap.totalMemory() - heap.freeMemory()) / BYTES_PER_MEBIBYTE);
    if (lease.engine().seq() < tickets) {
      throw new IllegalStateException("only " + lease.engine().seq() + " inputs were restored");
    }
    ShellMain.print("restore", seconds);
    ShellMain.print("restored", tickets / seconds);
  }

  private static Input enqueue() {
    UUID id = Ids.next();
    return new Input.Enqueue(
        id, id, "sms", "general", "en", Priority.NORMAL, null, false, Instant.now());
  }
}
