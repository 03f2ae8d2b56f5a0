package io.threadline.bench.limit;

import io.threadline.local.process.FreePort;
import io.threadline.local.process.JavaCommand;
import io.threadline.local.process.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The bare endpoint as a child process, started with the same JVM options as the services.
 *
 * @param port where it listens
 */
public record BareServer(Process process, int port) implements AutoCloseable {

  private static final int HEAP_MEGABYTES = 192;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  /**
   * Starts it and waits until it answers.
   *
   * @param root the project's folder
   * @param kafka the broker, as {@code localhost:9092}
   * @param topic where it puts what it gets
   * @param log gets its output
   * @throws IllegalStateException when it is not built or does not come up
   */
  public static BareServer start(Path root, String kafka, String topic, Path log) {
    Path jar = root.resolve("deploy/bench/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "the bare endpoint is not built: there is no %s. Build with ./threadline build"
              .formatted(jar));
    }
    int port = FreePort.choose();
    List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
    command.addAll(JavaCommand.steadyProcess(HEAP_MEGABYTES));
    command.addAll(
        List.of(
            "-Dquarkus.http.port=" + port,
            "-Dbare.kafka=" + kafka,
            "-Dbare.topic=" + topic,
            "-jar",
            jar.toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      BareServer server = new BareServer(process, port);
      server.awaitReady(log);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + jar, e);
    }
  }

  @Override
  public void close() {
    PidFile.end(process.toHandle(), Duration.ofSeconds(10));
  }

  private void awaitReady(Path log) {
    Instant deadline = Instant.now().plus(START_LIMIT);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers(client)) {
        if (Instant.now().isAfter(deadline) || PidFile.endsWithin(process.toHandle(), POLL)) {
          close();
          throw new IllegalStateException("the bare endpoint did not come up: see " + log);
        }
      }
    }
  }

  private boolean answers(HttpClient client) {
    URI ready = URI.create("http://127.0.0.1:" + port + "/ready");
    try {
      return client
              .send(
                  HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the bare endpoint starts", e);
    }
  }
}
