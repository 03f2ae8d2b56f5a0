package io.threadline.routing.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one commit that is under way, on a thread of its own, so that the engine decides the next
 * batch meanwhile. For the writer's thread.
 */
final class Committing implements AutoCloseable {
  private final Consumer<Batch> commit;
  private final Runnable ended;
  private final ExecutorService thread;
  private @Nullable Batch batch;
  private @Nullable Future<?> result;
  private long startedAt;

  /**
   * @param commit commits a batch and tells those who wait for it
   * @param ended called on the thread that committed, however it ended
   */
  Committing(String pool, Consumer<Batch> commit, Runnable ended) {
    this.commit = commit;
    this.ended = ended;
    this.thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("pool-" + pool + "-commit").daemon().factory());
  }

  void start(Batch next) {
    batch = next;
    startedAt = System.nanoTime();
    result =
        thread.submit(() -> {
          try {
            commit.accept(next);
          } finally {
            ended.run();
          }
        });
  }

  /** When the last one was started, by {@link System#nanoTime}. */
  long startedAt() {
    return startedAt;
  }

  /** The one whose end was not yet asked for; null if there is none. */
  @Nullable Batch batch() {
    return batch;
  }

  boolean isBusy() {
    return batch != null;
  }

  boolean hasEnded() {
    return result == null || result.isDone();
  }

  /**
   * Waits for the end; then nothing is under way. Throws what the commit threw.
   *
   * @return the batch that was committed; null if none was under way
   */
  @Nullable Batch await() throws InterruptedException {
    Future<?> pending = result;
    if (pending == null) {
      return null;
    }
    try {
      pending.get();
      Batch done = batch;
      batch = null;
      result = null;
      return done;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** The batch whose commit failed, for whoever tries it again; then nothing is under way. */
  @Nullable Batch takeFailed() {
    Batch failed = batch;
    batch = null;
    result = null;
    return failed;
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
