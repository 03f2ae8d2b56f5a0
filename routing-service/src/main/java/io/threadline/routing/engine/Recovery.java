package io.threadline.routing.engine;

import io.threadline.platform.database.SqlStates;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * After a failure memory is not to be trusted: what is stored is loaded, and what was to be
 * committed is tried again, in order, each batch alone. Whether a commit had happened need not be
 * known: inputs that are in the log are answered from it and have no second effect. A batch that
 * cannot work at all is taken apart to find the input that is to blame.
 */
final class Recovery {
  private static final Logger LOG = Logger.getLogger(Recovery.class);
  private static final Duration BACK_OFF = Duration.ofMillis(200);
  private static final int MAX_ATTEMPTS = 3;

  private final PoolProgress progress;
  private final PoolProgress.Listener listener;

  Recovery(PoolProgress progress, PoolProgress.Listener listener) {
    this.progress = progress;
    this.listener = listener;
  }

  /**
   * Tries again what was lost.
   *
   * @param lost batches that are not committed, as far as is known; the failure is the first's
   * @throws GroupCommit.FencedException if another writer has the lease
   */
  void run(List<Batch> lost, RuntimeException failure) throws InterruptedException {
    try {
      if (failure instanceof GroupCommit.FencedException fenced) {
        throw fenced;
      }
      boolean going = true;
      for (int i = 0; i < lost.size(); i++) {
        Batch batch = lost.get(i);
        if (!going) {
          // Nothing may overtake what was given up before it.
          Replies.refuse(batch.mails(), Replies.tryAgain());
        } else if (i == 0) {
          going = again(batch.mails(), batch.upTo(), 1, failure);
        } else {
          going = commit(batch.mails(), batch.upTo(), 1);
        }
      }
      listener.reloaded();
      for (Batch batch : lost) {
        batch
            .questions()
            .forEach(question -> question.question().apply(progress.lease().engine()).run());
      }
    } catch (GroupCommit.FencedException e) {
      // Committed or not: under the same ids the next writer gives the right answers.
      for (Batch batch : lost) {
        Replies.refuse(batch.mails(), new NotOwnerException(String.valueOf(e.getMessage())));
      }
      throw e;
    }
  }

  /** False if it was given up for now: the requests in it will be read again. */
  private boolean commit(List<Mail.Numbered> batch, Map<Integer, Long> next, int attempt)
      throws InterruptedException {
    try {
      progress.commitNow(batch, next);
      return true;
    } catch (GroupCommit.FencedException e) {
      throw e;
    } catch (RuntimeException e) {
      return again(batch, next, attempt, e);
    }
  }

  private boolean again(
      List<Mail.Numbered> batch, Map<Integer, Long> next, int attempt, RuntimeException failure)
      throws InterruptedException {
    boolean passing = SqlStates.isTransient(failure);
    LOG.warnf(
        passing ? null : failure,
        "pool %s: a commit of %d inputs failed, trying again: %s",
        progress.key().pool(),
        batch.size(),
        failure.getMessage());
    Thread.sleep(BACK_OFF);
    reload();
    if (passing || batch.isEmpty()) {
      boolean done = attempt < MAX_ATTEMPTS && commit(batch, next, attempt + 1);
      if (!done) {
        Replies.refuse(batch, Replies.tryAgain());
      }
      return done;
    }
    if (batch.size() > 1) {
      return oneByOne(batch);
    }
    setAside(batch.getFirst(), failure);
    return true;
  }

  /** In order, and no further than the first that is given up: it must not be overtaken. */
  private boolean oneByOne(List<Mail.Numbered> batch) throws InterruptedException {
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
    Map<Integer, Long> next = new HashMap<>(progress.offsets());
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
        progress.passOver(nextAfter(request));
      }
    }
  }

  private void reload() throws InterruptedException {
    while (true) {
      try {
        progress.reload();
        return;
      } catch (GroupCommit.FencedException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.warnf(
            "pool %s: state cannot be read, trying again: %s",
            progress.key().pool(), e.getMessage());
        Thread.sleep(BACK_OFF);
      }
    }
  }
}
