package io.threadline.local.kafka;

import io.threadline.local.process.FreePort;
import io.threadline.local.process.JavaCommand;
import io.threadline.local.process.PidFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A real Kafka broker (KRaft, one node) in a JVM of its own, with its data in a folder that
 * outlives it. A broker that a killed run left behind in the same folder is ended first.
 *
 * <p>The folder holds {@code log/} (topics), {@code kafka.log} (what the broker says) and the
 * broker's pid. Topics are not made here: the services make them from the contracts.
 */
public final class LocalKafka implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int HEAP_MEGABYTES = 256;

  private final Path directory;
  private final int port;
  private Process process;

  private LocalKafka(Path directory, int port) {
    this.directory = directory.toAbsolutePath();
    this.port = port;
    this.process = launch();
  }

  /**
   * Starts a broker and waits until it serves.
   *
   * @param directory made when missing
   * @param port the loopback port, 0 for a free one
   * @throws IllegalStateException when the broker ends or is not ready within a minute
   */
  public static LocalKafka start(Path directory, int port) {
    LocalKafka kafka = new LocalKafka(directory, FreePort.orChosen(port));
    kafka.awaitReady();
    return kafka;
  }

  /** Ends the broker that a killed run left behind in that folder, if one runs. */
  public static void endLeftOver(Path directory) {
    pidFile(directory).endLeftOver(STOP_LIMIT);
  }

  /** What clients set as {@code bootstrap.servers}. */
  public String bootstrap() {
    return "localhost:" + port;
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /** The broker's process, to be watched. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Ends the broker at once (SIGKILL); the data stays. */
  public void kill() {
    process.destroyForcibly();
    PidFile.endsWithin(process.toHandle(), STOP_LIMIT);
  }

  /** Starts the broker again in the same folder, on the same port; ends it first if it runs. */
  public void restart() {
    close();
    process = launch();
    awaitReady();
  }

  /** Ends the broker cleanly. */
  @Override
  public void close() {
    PidFile.end(process.toHandle(), STOP_LIMIT);
    pidFile(directory).delete();
  }

  private Process launch() {
    try {
      Files.createDirectories(directory);
      pidFile(directory).endLeftOver(STOP_LIMIT);
      Files.deleteIfExists(readyFile());
      Process started =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      pidFile(directory).write(started.toHandle());
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start Kafka in " + directory, e);
    }
  }

  private List<String> command() {
    return JavaCommand.mainClass(
        Broker.class,
        HEAP_MEGABYTES,
        List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.showDateTime=true"),
        directory.toString(),
        String.valueOf(port),
        String.valueOf(FreePort.choose()));
  }

  private void awaitReady() {
    Instant deadline = Instant.now().plus(START_LIMIT);
    while (!Files.exists(readyFile())) {
      if (PidFile.endsWithin(process.toHandle(), POLL)) {
        throw new IllegalStateException(
            "Kafka ended with code %d while starting on port %d: see %s"
                .formatted(process.exitValue(), port, log()));
      }
      if (Instant.now().isAfter(deadline)) {
        kill();
        throw new IllegalStateException(
            "Kafka was not ready on port %d within %s: see %s".formatted(port, START_LIMIT, log()));
      }
    }
  }

  private Path readyFile() {
    return directory.resolve("ready");
  }

  private Path log() {
    return directory.resolve("kafka.log");
  }

  private static PidFile pidFile(Path directory) {
    return new PidFile(directory.resolve("broker.pid"));
  }
}
