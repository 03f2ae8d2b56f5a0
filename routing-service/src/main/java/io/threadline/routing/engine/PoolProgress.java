package io.threadline.routing.engine;

import io.threadline.platform.database.SqlStates;
import io.threadline.routing.store.Lease;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.PoolKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * How far a pool has come, in memory and in the database, and what keeps the two together. Memory
 * is ahead of the database only within a commit. If a commit fails memory is thrown away and loaded
 * again, and what was to be committed is tried again. For the writer's thread alone.
 */
final class PoolProgress {
  private static final Logger LOG = Logger.getLogger(PoolProgress.class);
  private static final Duration BACK_OFF = Duration.ofMillis(200);
  private static final int MAX_ATTEMPTS = 3;

  /** What happens to batches. */
  interface Listener {
    /** The state was loaded anew: read Kafka from the stored offsets. */
    void reloaded();

    /** A batch was committed. */
    void committed(List<Mail.Numbered> batch, GroupCommit.Committed committed, Duration took);

    /** A record cannot be applied: put it aside. */
    void poison(ConsumerRecord<String, byte[]> record, RuntimeException reason);
  }

  private final LeaseStore leases;
  private final GroupCommit commits;
  private final Duration leaseDuration;
  private final Listener listener;
  private volatile Lease lease;
  private Map<Integer, Long> offsets;
  private int generation;
  private long renewedAt;

  PoolProgress(
      Lease lease,
      LeaseStore leases,
      GroupCommit commits,
      Duration leaseDuration,
      Listener listener) {
    this.lease = lease;
    this.leases = leases;
    this.commits = commits;
    this.leaseDuration = leaseDuration;
    this.listener = listener;
    this.offsets = new HashMap<>(lease.offsets());
    this.renewedAt = System.nanoTime();
  }

  PoolKey key() {
    return lease.key();
  }

  Lease lease() {
    return lease;
  }

  /** The next offset of each partition. */
  Map<Integer, Long> offsets() {
    return offsets;
  }

  /** Nothing between the old offsets and these was for this pool. */
  void passed(Map<Integer, Long> next) {
    offsets = next;
  }

  /** How often the state was loaded: what was read from Kafka for an earlier loading is stale. */
  int generation() {
    return generation;
  }

  /** Keeps the lease while there is little to commit; throws if it was lost. */
  void renewIfDue() {
    if (System.nanoTime() - renewedAt > leaseDuration.toNanos() / 3) {
      try {
        if (!leases.renew(key(), lease.epoch(), leaseDuration, offsets)) {
          throw lost();
        }
        renewedAt = System.nanoTime();
      } catch (GroupCommit.FencedException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.warnf("pool %s: its lease could not be renewed: %s", key().pool(), e.getMessage());
      }
    }
  }

  /** Gives the lease up, so that the next writer need not wait for its end. */
  void release() {
    leases.release(key(), lease.epoch());
  }

  /**
   * Commits the batch; an empty one is a timer tick.
   *
   * @throws GroupCommit.FencedException if another writer has the lease
   */
  void commit(List<Mail.Numbered> batch, Map<Integer, Long> next) throws InterruptedException {
    var _ = commit(batch, next, 1);
  }

  /** False if it was given up for now: the requests in it will be read again. */
  private boolean commit(List<Mail.Numbered> batch, Map<Integer, Long> next, int attempt)
      throws InterruptedException {
    long started = System.nanoTime();
    GroupCommit.Committed committed;
    try {
      committed = commits.commit(lease, batch, next);
    } catch (GroupCommit.FencedException e) {
      Replies.refuse(batch, new NotOwnerException(String.valueOf(e.getMessage())));
      throw e;
    } catch (RuntimeException e) {
      return recover(batch, next, attempt, e);
    }
    offsets = next;
    renewedAt = started;
    listener.committed(batch, committed, Duration.ofNanos(System.nanoTime() - started));
    return true;
  }

  /**
   * After a failed commit memory is not to be trusted: load what is stored, and try again. Whether
   * the commit had happened need not be known: inputs that are in the log are answered from it and
   * have no second effect. A batch that cannot work at all is taken apart to find the input that is
   * to blame.
   */
  private boolean recover(
      List<Mail.Numbered> batch, Map<Integer, Long> next, int attempt, RuntimeException failure)
      throws InterruptedException {
    boolean passing = SqlStates.isTransient(failure);
    LOG.warnf(
        passing ? null : failure,
        "pool %s: a commit of %d inputs failed, trying again: %s",
        key().pool(),
        batch.size(),
        failure.getMessage());
    Thread.sleep(BACK_OFF);
    try {
      reload();
    } catch (GroupCommit.FencedException e) {
      // Committed or not: under the same ids the next writer gives the right answers.
      Replies.refuse(batch, new NotOwnerException(String.valueOf(e.getMessage())));
      throw e;
    }
    boolean done = true;
    if (passing || batch.isEmpty()) {
      done = attempt < MAX_ATTEMPTS && commit(batch, next, attempt + 1);
      if (!done) {
        Replies.refuse(batch, Replies.tryAgain());
      }
    } else if (batch.size() > 1) {
      done = commitOneByOne(batch);
    } else {
      setAside(batch.getFirst(), failure);
    }
    listener.reloaded();
    return done;
  }

  /** In order, and no further than the first that is given up: it must not be overtaken. */
  private boolean commitOneByOne(List<Mail.Numbered> batch) throws InterruptedException {
    for (int i = 0; i < batch.size(); i++) {
      Mail.Numbered mail = batch.get(i);
      if (!commit(List.of(mail), nextAfter(mail), 1)) {
        Replies.refuse(batch.subList(i + 1, batch.size()), Replies.tryAgain());
        return false;
      }
    }
    return true;
  }

  private Map<Integer, Long> nextAfter(Mail.Numbered mail) {
    Map<Integer, Long> next = new HashMap<>(offsets);
    if (mail instanceof Mail.Request request) {
      next.merge(request.source().partition(), request.source().offset() + 1, Math::max);
    }
    return next;
  }

  private void setAside(Mail.Numbered mail, RuntimeException failure) {
    switch (mail) {
      case Mail.Command command -> Replies.refuse(command, failure);
      case Mail.Request request -> {
        listener.poison(request.source(), failure);
        offsets = nextAfter(request);
      }
    }
  }

  private void reload() throws InterruptedException {
    while (true) {
      try {
        Optional<Lease> stored = leases.reload(key(), lease.epoch());
        if (stored.isEmpty()) {
          throw lost();
        }
        lease = stored.get();
        offsets = new HashMap<>(lease.offsets());
        generation++;
        return;
      } catch (GroupCommit.FencedException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.warnf("pool %s: state cannot be read, trying again: %s", key().pool(), e.getMessage());
        Thread.sleep(BACK_OFF);
      }
    }
  }

  private GroupCommit.FencedException lost() {
    return new GroupCommit.FencedException("pool '" + key().pool() + "' was taken over");
  }
}
