package io.threadline.routing.engine;

import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.intake.Catalogue;
import io.threadline.routing.store.Lease;
import io.threadline.routing.store.LeaseStore;
import io.threadline.routing.store.PoolKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a pool: a thread that merges commands, Kafka records and timers, lets the
 * engine decide and commits in groups. What waits while a commit runs makes the next group, so the
 * groups grow with the load and nobody waits for a group to fill.
 *
 * <p>It begins working, then is closing (takes nothing new, finishes what it has), then has
 * stopped.
 */
public final class PoolWriter implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PoolWriter.class);
  private static final Duration LAST_WORK = Duration.ofSeconds(5);

  /** What a writer tells its surroundings. */
  interface Surroundings {
    /** The state was loaded: read Kafka from these offsets and mark what is read so. */
    void loaded(PoolWriter writer, int generation, Map<Integer, Long> offsets);

    /** A batch was committed. */
    void committed(PoolWriter writer, GroupCommit.Committed batch, Duration took);

    /** A record cannot be applied: put it aside. */
    void poison(ConsumerRecord<String, byte[]> record, RuntimeException reason);

    /** The writer has stopped; its lease was given up or lost. */
    void stopped(PoolWriter writer);
  }

  private enum Stage {
    WORKING,
    CLOSING,
    STOPPED
  }

  private final GroupCommit commits;
  private final Duration leaseDuration;
  private final int maxBatch;
  private final Surroundings surroundings;
  private final BlockingQueue<Mail> mailbox;
  private final PoolProgress progress;
  private final Thread thread;
  private volatile Catalogue catalogue;
  private volatile Stage stage = Stage.WORKING;

  PoolWriter(
      Lease lease,
      LeaseStore leases,
      GroupCommit commits,
      RoutingConfig config,
      Surroundings surroundings) {
    this.commits = commits;
    this.leaseDuration = config.lease();
    this.maxBatch = config.maxBatch();
    this.surroundings = surroundings;
    this.mailbox = new ArrayBlockingQueue<>(config.mailbox());
    this.progress = new PoolProgress(lease, leases, commits, config, new Effects());
    this.catalogue = catalogueOf(lease.engine());
    this.thread =
        Thread.ofPlatform().name("pool-" + lease.key().pool()).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  public PoolKey key() {
    return progress.key();
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** The epoch that this writer was given. */
  public long epoch() {
    return progress.lease().epoch();
  }

  /**
   * Asks for a command; the answer comes after its commit.
   *
   * @return completes exceptionally with {@link NotOwnerException} if this instance loses the pool
   */
  public CompletableFuture<Reply> submit(UUID id, Input input, @Nullable String traceparent) {
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    if (stage != Stage.WORKING) {
      answer.completeExceptionally(new NotOwnerException("the pool's writer is closing"));
    } else if (!mailbox.offer(new Mail.Command(id, input, traceparent, answer))) {
      throw new ApiException(
              ErrorCode.UNAVAILABLE, "pool '" + key().pool() + "' has too much to do: try again")
          .retryAfter(Duration.ofSeconds(1));
    }
    refuseIfStopped();
    return answer;
  }

  /** Asks about the state as it is between two commits. */
  public <T> CompletableFuture<T> ask(Function<RoutingEngine, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Mail mail =
        new Mail.Question(engine -> {
          try {
            T given = question.apply(engine);
            return () -> answer.complete(given);
          } catch (RuntimeException e) {
            return () -> answer.completeExceptionally(e);
          }
        });
    if (!mailbox.offer(mail)) {
      answer.completeExceptionally(new NotOwnerException("pool has too much to do"));
    }
    answer.orTimeout(2, TimeUnit.SECONDS);
    return answer;
  }

  /** Hands a record over, waiting for room; false if the writer takes nothing any more. */
  boolean put(Mail mail) throws InterruptedException {
    while (stage == Stage.WORKING) {
      if (mailbox.offer(mail, 100, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  /** Finishes what was asked for so far, then gives the lease up: the next writer has no gap. */
  @Override
  public void close() {
    if (stage == Stage.WORKING) {
      stage = Stage.CLOSING;
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      surroundings.loaded(this, progress.generation(), progress.offsets());
      while (stage == Stage.WORKING) {
        step();
      }
      long deadline = System.nanoTime() + LAST_WORK.toNanos();
      while (!mailbox.isEmpty() && System.nanoTime() < deadline) {
        step();
      }
      progress.finish();
      progress.release();
    } catch (GroupCommit.FencedException e) {
      LOG.warnf("%s: stepping down", e.getMessage());
    } catch (InterruptedException e) {
      LOG.debugf("pool %s was interrupted to stop", key().pool());
    } catch (RuntimeException e) {
      LOG.errorf(e, "pool %s stops: its lease runs out and it is taken over", key().pool());
    } finally {
      stage = Stage.STOPPED;
      progress.close();
      refuseIfStopped();
      surroundings.stopped(this);
    }
  }

  private void step() throws InterruptedException {
    List<Mail> mails = takeMail();
    progress.turn();
    List<Mail.Numbered> batch = new ArrayList<>(mails.size());
    Map<Integer, Long> next = new HashMap<>(progress.next());
    int generation = progress.generation();
    for (Mail mail : mails) {
      switch (mail) {
        case Mail.Command command -> batch.add(command);
        case Mail.Request request when request.generation() == generation -> {
          batch.add(request);
          next.merge(request.source().partition(), request.source().offset() + 1, Math::max);
        }
        case Mail.Passed passed when passed.generation() == generation ->
            passed.next().forEach((partition, at) -> next.merge(partition, at, Math::max));
        case Mail.Question question -> progress.ask(question);
        case Mail.Request _, Mail.Passed _ -> LOG.trace("read before the state was loaded again");
        case Mail.Ended _ -> LOG.trace("the commit has ended");
      }
    }
    progress.decide(batch, next);
    progress.turn();
    if (progress.waiting() >= maxBatch) {
      progress.settle();
      progress.turn();
    }
    progress.renewIfDue();
  }

  private RoutingEngine engine() {
    return progress.lease().engine();
  }

  private static Catalogue catalogueOf(RoutingEngine engine) {
    return new Catalogue(engine.languages(), engine.queueNames());
  }

  private static boolean changesCatalogue(Input input) {
    return input instanceof Input.AgentDefined || input instanceof Input.QueueDefined;
  }

  private List<Mail> takeMail() throws InterruptedException {
    List<Mail> mails = new ArrayList<>();
    Mail first = mailbox.poll(waitMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      mails.add(first);
      mailbox.drainTo(mails, Math.max(1, maxBatch - progress.waiting()) - 1);
    }
    return mails;
  }

  /** Until the next timer, but not so long that the lease runs out or a closing is overlooked. */
  private long waitMillis() {
    long patience = Math.min(leaseDuration.toMillis() / 3, 100);
    Instant due = engine().nextDue();
    return due == null
        ? patience
        : Math.clamp(Duration.between(commits.now(), due).toMillis() + 1, 0, patience);
  }

  /** Whoever puts mail in after the end gets it back. */
  private void refuseIfStopped() {
    if (stage == Stage.STOPPED) {
      List<Mail> left = new ArrayList<>();
      mailbox.drainTo(left);
      Replies.refuse(left, new NotOwnerException("the pool's writer has stopped"));
    }
  }

  /** What becomes of the batches. */
  private final class Effects implements PoolProgress.Listener {
    @Override
    public void reloaded() {
      surroundings.loaded(PoolWriter.this, progress.generation(), progress.offsets());
    }

    @Override
    public void decided(Batch batch, List<Mail.Numbered> mails) {
      if (mails.stream().anyMatch(mail -> changesCatalogue(mail.input()))) {
        Catalogue changed = catalogueOf(engine());
        batch.afterwards(() -> catalogue = changed);
      }
    }

    @Override
    public void committed(Batch batch, GroupCommit.Committed committed, Duration took) {
      batch.afterwards().forEach(Runnable::run);
      Replies.give(batch);
      try {
        surroundings.committed(PoolWriter.this, committed, took);
      } catch (RuntimeException e) {
        LOG.errorf(e, "pool %s: what follows a commit failed", key().pool());
      }
    }

    @Override
    public void ended() {
      // A full mailbox wakes the writer as well.
      boolean _ = mailbox.offer(new Mail.Ended());
    }

    @Override
    public void poison(ConsumerRecord<String, byte[]> record, RuntimeException reason) {
      surroundings.poison(record, reason);
    }
  }
}
