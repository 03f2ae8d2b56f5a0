package io.threadline.bench.load;

import io.threadline.bench.load.Connections.Connection;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends as fast as a server answers: each connection's next request leaves with its last answer.
 */
public final class ClosedLoop {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int OK = 200;

  private final List<Buffer> requests;
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private int next;
  private int answered;

  private ClosedLoop(List<Buffer> requests) {
    this.requests = requests;
  }

  /**
   * Sends all requests; answers how long that took.
   *
   * @throws IllegalStateException when one is not answered 200
   */
  public static Duration send(Vertx vertx, int port, int connections, List<Buffer> requests) {
    ClosedLoop load = new ClosedLoop(requests);
    try (Connections open = Connections.open(vertx, port, connections, load::failed)) {
      long start = System.nanoTime();
      open.loop().runOnContext(on -> open.all().forEach(load::sendNext));
      long end = Completion.of(load.done, LIMIT, "sending " + requests.size() + " requests");
      return Duration.ofNanos(end - start);
    }
  }

  private void sendNext(Connection connection) {
    if (next < requests.size()) {
      connection.send(requests.get(next++), status -> answered(connection, status));
    }
  }

  private void answered(Connection connection, int status) {
    if (status != OK) {
      failed(status);
      return;
    }
    answered++;
    if (answered == requests.size()) {
      done.complete(System.nanoTime());
    } else {
      sendNext(connection);
    }
  }

  private void failed(int status) {
    done.completeExceptionally(
        new IllegalStateException(
            status == 0
                ? "a connection broke after " + answered + " answers"
                : "a request was answered " + status + " after " + answered + " answers"));
  }
}
