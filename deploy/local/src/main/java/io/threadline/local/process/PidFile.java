package io.threadline.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers a child process on disk, so that the next run finds what a killed one left behind. The
 * start time is kept beside the pid: a pid that was given to another process since does not match.
 */
public record PidFile(Path file) {

  /** Remembers this process. */
  public void write(ProcessHandle process) {
    try {
      Files.writeString(file, process.pid() + "\n" + startOf(process) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The remembered process, if it still runs. */
  public Optional<ProcessHandle> running() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.size() < 2
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.get(0)))
              .filter(ProcessHandle::isAlive)
              .filter(process -> startOf(process).equals(lines.get(1)));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Ends the remembered process if it still runs: politely, then by force after the grace time. */
  public void endLeftOver(Duration grace) {
    running().ifPresent(process -> end(process, grace));
  }

  /** Forgets the process. */
  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  /** Ends a process: SIGTERM, then SIGKILL when it has not ended within the grace time. */
  public static void end(ProcessHandle process, Duration grace) {
    process.destroy();
    if (!endsWithin(process, grace)) {
      process.destroyForcibly();
      endsWithin(process, Duration.ofSeconds(10));
    }
  }

  /** Waits for the end of the process; false when it still runs after that time. */
  public static boolean endsWithin(ProcessHandle process, Duration time) {
    try {
      process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for the end of process " + process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
