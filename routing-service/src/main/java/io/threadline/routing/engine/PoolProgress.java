package io.threadline.routing.engine;

import io.threadline.platform.id.Ids;
import io.threadline.routing.core.state.Changes;
import io.threadline.routing.store.Lease;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.LogStore.FirstAnswer;
import io.threadline.routing.store.PoolKey;
import io.threadline.routing.store.Unwritten;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How far a pool has come, in memory and in the database, and what keeps the two together. Memory
 * is ahead of the database by the batch that is being committed and by the one that is decided
 * meanwhile; nobody is told of either before it is committed. For the writer's thread alone.
 */
final class PoolProgress {
  private static final Logger LOG = Logger.getLogger(PoolProgress.class);

  /** What happens to batches. */
  interface Listener {
    /** The state was loaded anew: read Kafka from the stored offsets. */
    void reloaded();

    /** Inputs were decided. */
    void decided(Batch batch, List<Mail.Numbered> mails);

    /** A batch was committed; on the thread that did. */
    void committed(Batch batch, GroupCommit.Committed committed, Duration took);

    /** The commit under way has ended, well or not; on the thread that did it. */
    void ended();

    /** A record cannot be applied: put it aside. */
    void poison(ConsumerRecord<String, byte[]> record, RuntimeException reason);
  }

  private final LeaseStore leases;
  private final GroupCommit commits;
  private final Duration leaseDuration;
  private final Listener listener;
  private final RowsPace pace;
  private final Committing committing;
  private final Recovery recovery;
  private volatile Lease lease;
  private Unwritten unwritten = new Unwritten();
  private @Nullable Batch open;

  /** The next offset of each partition: as far as it was read, and as it is stored. */
  private Map<Integer, Long> next;

  private Map<Integer, Long> offsets;
  private int generation;
  private long renewedAt;

  PoolProgress(
      Lease lease,
      LeaseStore leases,
      GroupCommit commits,
      RoutingConfig config,
      Listener listener) {
    this.lease = lease;
    this.leases = leases;
    this.commits = commits;
    this.leaseDuration = config.lease();
    this.listener = listener;
    this.pace = new RowsPace(config.rowsBehind());
    this.committing = new Committing(lease.key().pool(), this::commitAndTell, listener::ended);
    this.recovery = new Recovery(this, listener);
    this.offsets = Map.copyOf(lease.offsets());
    this.next = offsets;
    this.renewedAt = System.nanoTime();
  }

  PoolKey key() {
    return lease.key();
  }

  Lease lease() {
    return lease;
  }

  /** The next offset of each partition, as far as it was read. */
  Map<Integer, Long> next() {
    return next;
  }

  /** The next offset of each partition, as it is stored. */
  Map<Integer, Long> offsets() {
    return offsets;
  }

  /** How often the state was loaded: what was read from Kafka for an earlier loading is stale. */
  int generation() {
    return generation;
  }

  /** How many inputs are decided and wait for the commit under way. */
  int waiting() {
    return open == null ? 0 : open.size();
  }

  boolean timerIsDue() {
    Instant due = lease.engine().nextDue();
    return due != null && !due.isAfter(commits.now());
  }

  /**
   * Lets the engine decide. Without mails it is a timer tick, if a timer is due.
   *
   * @param read how far Kafka was read with them
   * @throws GroupCommit.FencedException if another writer has the lease
   */
  void decide(List<Mail.Numbered> mails, Map<Integer, Long> read) throws InterruptedException {
    next = Map.copyOf(read);
    if (mails.isEmpty() && !timerIsDue()) {
      return;
    }
    Batch batch = open == null ? new Batch(lease) : open;
    open = batch;
    try {
      fill(batch, mails, next);
    } catch (RuntimeException e) {
      batch.include(mails);
      settle();
      recovery.run(lost(), e);
    }
  }

  private void fill(Batch batch, List<Mail.Numbered> mails, Map<Integer, Long> read) {
    batch.read(read);
    if (mails.isEmpty()) {
      batch.tick(Ids.next(), commits.now());
      return;
    }
    Batch flying = committing.batch();
    Map<UUID, FirstAnswer> before = new HashMap<>(flying == null ? Map.of() : flying.known());
    List<UUID> unknown =
        mails.stream()
            .map(Mail.Numbered::id)
            .filter(id -> !before.containsKey(id) && !batch.known().containsKey(id))
            .toList();
    before.putAll(commits.firstAnswers(key(), unknown));
    for (Mail.Numbered mail : mails) {
      batch.add(mail, before, commits.now());
    }
    listener.decided(batch, mails);
  }

  /** Asks about the state; the answer is given when that state is committed. */
  void ask(Mail.Question question) {
    Batch batch = open;
    if (batch == null && !committing.isBusy()) {
      question.question().apply(lease.engine()).run();
    } else {
      batch = batch == null ? new Batch(lease) : batch;
      batch.ask(question);
      open = batch;
    }
  }

  /** Hands over what is decided, once the commit before has ended. */
  void turn() throws InterruptedException {
    if (committing.isBusy() && !committing.hasEnded()) {
      return;
    }
    settle();
    Batch batch = open;
    if (batch == null && pace.isLate(unwritten)) {
      batch = new Batch(lease);
    }
    if (batch != null) {
      open = null;
      seal(batch, false);
      committing.start(batch);
    }
  }

  /** Commits all that is left, the rows too. */
  void finish() throws InterruptedException {
    settle();
    Batch last = open == null ? new Batch(lease) : open;
    open = null;
    seal(last, true);
    committing.start(last);
    settle();
  }

  /** Waits for the commit under way, and takes its end into account. */
  void settle() throws InterruptedException {
    try {
      Batch done = committing.await();
      if (done != null) {
        offsets = done.sealed().offsets();
        renewedAt = committing.startedAt();
      }
    } catch (RuntimeException e) {
      recovery.run(lost(), e);
    }
  }

  /** What is decided and not committed, in order; from now on it is the caller's. */
  private List<Batch> lost() {
    List<Batch> lost = new ArrayList<>();
    Batch failed = committing.takeFailed();
    if (failed != null) {
      lost.add(failed);
    }
    if (open != null) {
      lost.add(open);
    }
    open = null;
    return lost;
  }

  private void seal(Batch batch, boolean all) {
    Changes changes = lease.engine().drainChanges();
    boolean rows = all || batch.defines() || pace.isNow(unwritten, changes);
    unwritten.add(changes);
    batch.seal(next, changes, rows ? unwritten.take() : null);
    if (rows) {
      pace.written();
    }
  }

  private void commitAndTell(Batch batch) {
    long started = System.nanoTime();
    GroupCommit.Committed committed = commits.commit(batch);
    listener.committed(batch, committed, Duration.ofNanos(System.nanoTime() - started));
  }

  /** Decides and commits these mails alone, here and now. */
  void commitNow(List<Mail.Numbered> mails, Map<Integer, Long> read) {
    next = Map.copyOf(read);
    Batch batch = new Batch(lease);
    if (!mails.isEmpty() || timerIsDue()) {
      fill(batch, mails, next);
    }
    seal(batch, true);
    commitAndTell(batch);
    offsets = next;
    renewedAt = System.nanoTime();
  }

  /** A record is not to be read again. */
  void passOver(Map<Integer, Long> after) {
    next = Map.copyOf(after);
    offsets = next;
  }

  /**
   * Throws the memory away and loads what is stored.
   *
   * @throws GroupCommit.FencedException if another writer has the lease
   */
  void reload() {
    Optional<Lease> stored = leases.reload(key(), lease.epoch());
    if (stored.isEmpty()) {
      throw taken();
    }
    lease = stored.get();
    unwritten = new Unwritten();
    offsets = Map.copyOf(lease.offsets());
    next = offsets;
    generation++;
  }

  /** Keeps the lease while there is little to commit; throws if it was lost. */
  void renewIfDue() {
    boolean due = System.nanoTime() - renewedAt > leaseDuration.toNanos() / 3;
    if (!due || committing.isBusy()) {
      return;
    }
    try {
      Map<Integer, Long> read = open == null ? next : offsets;
      if (!leases.renew(key(), lease.epoch(), leaseDuration, read)) {
        throw taken();
      }
      offsets = read;
      renewedAt = System.nanoTime();
    } catch (GroupCommit.FencedException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warnf("pool %s: its lease could not be renewed: %s", key().pool(), e.getMessage());
    }
  }

  /** Gives the lease up, so that the next writer need not wait for its end. */
  void release() {
    leases.release(key(), lease.epoch());
  }

  void close() {
    committing.close();
  }

  private GroupCommit.FencedException taken() {
    return new GroupCommit.FencedException("pool '" + key().pool() + "' was taken over");
  }
}
