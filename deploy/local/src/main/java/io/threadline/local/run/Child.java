package io.threadline.local.run;

import io.threadline.local.process.PidFile;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one part running: started by a thread of its own, started again when it ends, at once the
 * first time and then with growing pauses. A part that cannot stay up before the system was ever
 * ready ends the attempt.
 */
final class Child {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration STABLE_AFTER = Duration.ofSeconds(30);
  private static final int MOST_FAILURES_WHILE_STARTING = 3;

  private final Part part;
  private final Consumer<String> progress;
  private @Nullable ProcessHandle process;
  private @Nullable Thread thread;
  private @Nullable String brokenBecause;
  private boolean stopping;
  private boolean held;
  private boolean starting = true;
  private int restarts;

  Child(Part part, Consumer<String> progress) {
    this.part = part;
    this.progress = progress;
  }

  String name() {
    return part.name();
  }

  synchronized void begin() {
    thread = Thread.ofVirtual().name("keep-" + part.name()).start(this::keep);
  }

  /** The process, when one runs. */
  synchronized @Nullable ProcessHandle process() {
    return process != null && process.isAlive() ? process : null;
  }

  synchronized int restarts() {
    return restarts;
  }

  /** Why the part could not be started; null while there is hope. */
  synchronized @Nullable String brokenBecause() {
    return brokenBecause;
  }

  /** From now on a part that ends is started again without limit. */
  synchronized void systemWasReady() {
    starting = false;
  }

  /** Ends the process as kill -9 does; it is started again. */
  void kill() {
    ProcessHandle current = process();
    if (current != null) {
      current.destroyForcibly();
      PidFile.endsWithin(current, Duration.ofSeconds(10));
    }
  }

  /** Ends the process as kill -9 does and keeps it down until {@link #release()}. */
  void hold() {
    synchronized (this) {
      held = true;
    }
    kill();
  }

  synchronized void release() {
    held = false;
    notifyAll();
  }

  /** Ends the part cleanly and for good. */
  void stop() {
    ProcessHandle current;
    synchronized (this) {
      stopping = true;
      current = process();
      notifyAll();
    }
    if (current != null) {
      part.stop(current);
    }
    Thread keeper = thread;
    if (keeper != null) {
      join(keeper);
    }
  }

  private void keep() {
    int failures = 0;
    while (mayRun()) {
      Instant began = Instant.now();
      String ending = runOnce();
      boolean stable = Duration.between(began, Instant.now()).compareTo(STABLE_AFTER) > 0;
      failures = stable ? 0 : failures + 1;
      if (!noteEnding(ending, failures)) {
        return;
      }
      pause(failures);
    }
  }

  /** Waits while the part is held down. */
  private synchronized boolean mayRun() {
    while (held && !stopping) {
      await(Duration.ZERO);
    }
    return !stopping;
  }

  private String runOnce() {
    ProcessHandle started;
    try {
      started = part.start();
    } catch (RuntimeException e) {
      return "could not be started: " + e.getMessage();
    }
    boolean unwanted;
    synchronized (this) {
      process = started;
      unwanted = stopping;
    }
    if (unwanted) {
      part.stop(started);
    }
    started.onExit().join();
    return "ended";
  }

  private synchronized boolean noteEnding(String ending, int failures) {
    if (stopping) {
      return false;
    }
    if (starting && failures >= MOST_FAILURES_WHILE_STARTING) {
      brokenBecause = "%s %s, %d times in a row".formatted(part.name(), ending, failures);
      return false;
    }
    if (!held) {
      restarts++;
      progress.accept("%s %s; starting it again".formatted(part.name(), ending));
    }
    return true;
  }

  private synchronized void pause(int failures) {
    if (failures > 1 && !stopping) {
      Duration pause = Duration.ofMillis(250L << Math.min(failures, 8));
      await(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
  }

  private synchronized void await(Duration time) {
    try {
      wait(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
