package io.threadline.routing.engine;

import io.threadline.platform.database.SqlStates;
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
import java.util.Optional;
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
 * <p>Memory is ahead of the database only within a commit. If a commit fails the stored progress
 * tells whether it happened; if not, memory is thrown away and loaded again.
 */
public final class PoolWriter implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PoolWriter.class);
  private static final Duration BACK_OFF = Duration.ofMillis(200);
  private static final int MAX_ATTEMPTS = 3;

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

  private final LeaseStore leases;
  private final GroupCommit commits;
  private final Duration leaseDuration;
  private final int maxBatch;
  private final Surroundings surroundings;
  private final BlockingQueue<Mail> mailbox;
  private final Thread thread;
  private volatile Lease lease;
  private Map<Integer, Long> offsets;
  private int generation;
  private long renewedAt;
  private volatile Catalogue catalogue;
  private volatile boolean running = true;

  PoolWriter(
      Lease lease,
      LeaseStore leases,
      GroupCommit commits,
      RoutingConfig config,
      Surroundings surroundings) {
    this.lease = lease;
    this.leases = leases;
    this.commits = commits;
    this.leaseDuration = config.lease();
    this.maxBatch = config.maxBatch();
    this.surroundings = surroundings;
    this.mailbox = new ArrayBlockingQueue<>(config.mailbox());
    this.offsets = new HashMap<>(lease.offsets());
    this.catalogue = catalogueOf(lease.engine());
    this.renewedAt = System.nanoTime();
    this.thread =
        Thread.ofPlatform().name("pool-" + lease.key().pool()).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  public PoolKey key() {
    return lease.key();
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** The epoch that this writer was given. */
  public long epoch() {
    return lease.epoch();
  }

  /**
   * Asks for a command; the answer comes after its commit.
   *
   * @return completes exceptionally with {@link NotOwnerException} if this instance loses the pool
   */
  public CompletableFuture<Reply> submit(UUID id, Input input, @Nullable String traceparent) {
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    if (!mailbox.offer(new Mail.Command(id, input, traceparent, answer))) {
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
            answer.complete(question.apply(engine));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    if (!mailbox.offer(mail)) {
      answer.completeExceptionally(new NotOwnerException("pool has too much to do"));
    }
    answer.orTimeout(2, TimeUnit.SECONDS);
    return answer;
  }

  /** Hands a record over, waiting for room; false if the writer has stopped. */
  boolean put(Mail mail) throws InterruptedException {
    while (running) {
      if (mailbox.offer(mail, 100, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  /** Gives the lease up after the running commit. */
  @Override
  public void close() {
    running = false;
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      surroundings.loaded(this, generation, offsets);
      while (running) {
        step();
      }
      leases.release(key(), lease.epoch());
    } catch (GroupCommit.FencedException e) {
      LOG.warnf("%s: stepping down", e.getMessage());
    } catch (InterruptedException e) {
      LOG.debugf("pool %s was interrupted to stop", key().pool());
    } catch (RuntimeException e) {
      LOG.errorf(e, "pool %s stops: its lease runs out and it is taken over", key().pool());
    } finally {
      running = false;
      refuseIfStopped();
      surroundings.stopped(this);
    }
  }

  private void step() throws InterruptedException {
    List<Mail> mails = takeMail();
    List<Mail.Numbered> batch = new ArrayList<>(mails.size());
    Map<Integer, Long> next = new HashMap<>(offsets);
    for (Mail mail : mails) {
      switch (mail) {
        case Mail.Command command -> batch.add(command);
        case Mail.Request request when request.generation() == generation -> {
          batch.add(request);
          next.merge(request.source().partition(), request.source().offset() + 1, Math::max);
        }
        case Mail.Passed passed when passed.generation() == generation ->
            passed.next().forEach((partition, at) -> next.merge(partition, at, Math::max));
        case Mail.Question question -> question.question().accept(lease.engine());
        case Mail.Request _, Mail.Passed _ -> LOG.trace("read before the state was loaded again");
      }
    }
    if (!batch.isEmpty() || timerIsDue()) {
      var _ = commit(batch, next, 1);
    } else {
      offsets = next;
    }
    renew();
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
      mailbox.drainTo(mails, maxBatch - 1);
    }
    return mails;
  }

  /** Until the next timer, but not so long that the lease runs out. */
  private long waitMillis() {
    long patience = Math.min(leaseDuration.toMillis() / 3, 500);
    Instant due = lease.engine().nextDue();
    return due == null
        ? patience
        : Math.clamp(Duration.between(Instant.now(), due).toMillis() + 1, 0, patience);
  }

  private boolean timerIsDue() {
    Instant due = lease.engine().nextDue();
    return due != null && !due.isAfter(Instant.now());
  }

  private void renew() {
    if (System.nanoTime() - renewedAt > leaseDuration.toNanos() / 3) {
      try {
        if (!leases.renew(key(), lease.epoch(), leaseDuration, offsets)) {
          throw new GroupCommit.FencedException("pool '" + key().pool() + "' was taken over");
        }
        renewedAt = System.nanoTime();
      } catch (GroupCommit.FencedException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.warnf("pool %s: its lease could not be renewed: %s", key().pool(), e.getMessage());
      }
    }
  }

  /** False if it was given up for now: the requests in it will be read again. */
  private boolean commit(List<Mail.Numbered> batch, Map<Integer, Long> next, int attempt)
      throws InterruptedException {
    long started = System.nanoTime();
    try {
      GroupCommit.Committed committed = commits.commit(lease, batch, next);
      offsets = next;
      renewedAt = started;
      if (batch.stream().anyMatch(mail -> changesCatalogue(mail.input()))) {
        catalogue = catalogueOf(lease.engine());
      }
      answer(batch, committed);
      surroundings.committed(this, committed, Duration.ofNanos(System.nanoTime() - started));
      return true;
    } catch (GroupCommit.FencedException e) {
      batch.forEach(mail -> refuse(mail, new NotOwnerException(String.valueOf(e.getMessage()))));
      throw e;
    } catch (RuntimeException e) {
      return recover(batch, next, attempt, e);
    }
  }

  private static void answer(List<Mail.Numbered> batch, GroupCommit.Committed committed) {
    for (int i = 0; i < batch.size(); i++) {
      GroupCommit.Answer answer = committed.answers().get(i);
      if (batch.get(i) instanceof Mail.Command command) {
        if (answer.reused()) {
          refuse(
              command,
              new ApiException(
                  ErrorCode.IDEMPOTENCY_KEY_REUSED,
                  "the Idempotency-Key was used for another command: send a new one"));
        } else {
          command.answer().complete(answer.reply());
        }
      }
    }
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
    reload();
    boolean done = true;
    if (passing || batch.isEmpty()) {
      done = attempt < MAX_ATTEMPTS && commit(batch, next, attempt + 1);
      if (!done) {
        batch.forEach(mail -> refuse(mail, tryAgain()));
      }
    } else if (batch.size() > 1) {
      done = commitOneByOne(batch);
    } else {
      setAside(batch.getFirst(), failure);
    }
    surroundings.loaded(this, generation, offsets);
    return done;
  }

  /** In order, and no further than the first that is given up: it must not be overtaken. */
  private boolean commitOneByOne(List<Mail.Numbered> batch) throws InterruptedException {
    for (int i = 0; i < batch.size(); i++) {
      Mail.Numbered mail = batch.get(i);
      if (!commit(List.of(mail), nextAfter(mail), 1)) {
        batch.subList(i + 1, batch.size()).forEach(later -> refuse(later, tryAgain()));
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
      case Mail.Command command -> refuse(command, failure);
      case Mail.Request request -> {
        surroundings.poison(request.source(), failure);
        offsets = nextAfter(request);
      }
    }
  }

  private void reload() throws InterruptedException {
    while (true) {
      try {
        Optional<Lease> stored = leases.reload(key(), lease.epoch());
        if (stored.isEmpty()) {
          throw new GroupCommit.FencedException("pool '" + key().pool() + "' was taken over");
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

  private static ApiException tryAgain() {
    return new ApiException(
            ErrorCode.UNAVAILABLE, "the command may not have been stored: send it again")
        .retryAfter(Duration.ofSeconds(1));
  }

  private static void refuse(Mail mail, RuntimeException reason) {
    if (mail instanceof Mail.Command command) {
      command.answer().completeExceptionally(reason);
    }
  }

  /** Whoever puts mail in after the end gets it back. */
  private void refuseIfStopped() {
    if (!running) {
      List<Mail> left = new ArrayList<>();
      mailbox.drainTo(left);
      left.forEach(mail -> refuse(mail, new NotOwnerException("the pool's writer has stopped")));
    }
  }
}
