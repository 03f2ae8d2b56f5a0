package io.threadline.routing.engine;

import io.threadline.platform.database.Transactions;
import io.threadline.routing.core.Snapshot;
import io.threadline.routing.store.PoolKey;
import io.threadline.routing.store.SnapshotStore;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps the state of a pool now and then, beside its writer: a look into the past need not replay
 * more than lies between two of them. A large state is kept more seldom, so that keeping costs a
 * constant share of the work. Routing does not depend on it.
 */
final class Snapshots implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Snapshots.class);

  /** Beyond that a state is not packed in memory. */
  private static final int MAX_ENTITIES = 500_000;

  /** One is kept at a time, and a few may wait. */
  private static final int MAX_WAITING = 8;

  private final Map<PoolKey, Long> nextAt = new ConcurrentHashMap<>();
  private final Transactions transactions;
  private final int every;
  private final ThreadPoolExecutor keeper =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MAX_WAITING),
          Thread.ofPlatform().name("pool-snapshots").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * @param every so many inputs at the least
   */
  Snapshots(Transactions transactions, int every) {
    this.transactions = transactions;
    this.every = every;
  }

  /** A writer has committed: its state may be worth keeping. */
  void committed(PoolWriter writer, int inputs) {
    long left = nextAt.merge(writer.key(), (long) every - inputs, (before, _) -> before - inputs);
    if (left <= 0) {
      nextAt.put(writer.key(), (long) every);
      keeper.execute(() -> keep(writer));
    }
  }

  void forget(PoolKey key) {
    nextAt.remove(key);
  }

  private void keep(PoolWriter writer) {
    try {
      Snapshot snapshot = writer.ask(engine -> engine.snapshot()).join();
      int size = snapshot.entities().size();
      nextAt.put(writer.key(), (long) Math.max(every, size));
      if (size <= MAX_ENTITIES) {
        boolean kept =
            transactions.inTenant(
                writer.key().tenant(),
                connection ->
                    SnapshotStore.keep(connection, writer.key(), writer.epoch(), snapshot));
        LOG.debugf(
            "pool %s at input %d: %s",
            writer.key().pool(), snapshot.seq(), kept ? "kept" : "not committed yet, not kept");
      }
    } catch (CompletionException e) {
      LOG.debugf("pool %s did not tell its state: %s", writer.key().pool(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.warnf("the state of pool %s was not kept: %s", writer.key().pool(), e.getMessage());
    }
  }

  @Override
  public void close() {
    keeper.shutdownNow();
  }
}
