package io.threadline.bench.load;

import io.threadline.bench.load.Connections.Connection;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Sends at a steady rate, whatever the server does. Latencies are counted from the time at which a
 * request was due, so a server that stalls does not slow down its own measurement ("coordinated
 * omission").
 */
public final class OpenLoop {

  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final int CONNECTIONS = 64;
  private static final int OK = 200;
  private static final long NANOS = 1_000_000_000L;

  private final List<Buffer> requests;
  private final Schedule schedule;
  private final ArrayDeque<Connection> idle;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private int next;
  private int answered;

  /**
   * When each request is due.
   *
   * @param start of {@link System#nanoTime()}
   * @param ratePerSecond how many are due in each second
   */
  public record Schedule(long start, int ratePerSecond) {

    /** When the request of that index is due, in {@link System#nanoTime()}. */
    public long due(long index) {
      return start + index * NANOS / ratePerSecond;
    }
  }

  private OpenLoop(List<Buffer> requests, Schedule schedule, List<Connection> connections) {
    this.requests = requests;
    this.schedule = schedule;
    this.idle = new ArrayDeque<>(connections);
  }

  /**
   * Sends all requests and waits for their answers.
   *
   * @param started gets the schedule before the first request is sent
   * @throws IllegalStateException when one is not answered 200
   */
  public static void send(
      Vertx vertx, int port, int ratePerSecond, List<Buffer> requests, Consumer<Schedule> started) {
    CompletableFuture<Integer> broken = new CompletableFuture<>();
    try (Connections open = Connections.open(vertx, port, CONNECTIONS, broken::complete)) {
      Schedule schedule = new Schedule(System.nanoTime(), ratePerSecond);
      started.accept(schedule);
      OpenLoop load = new OpenLoop(requests, schedule, open.all());
      var _ = broken.thenAccept(load::failed);
      open.loop().runOnContext(on -> load.pace(vertx));
      Duration limit = GRACE.plusSeconds(requests.size() / ratePerSecond);
      Completion.of(load.done, limit, "sending " + requests.size() + " requests");
    }
  }

  private void pace(Vertx vertx) {
    vertx.setPeriodic(
        1,
        timer -> {
          sendDue();
          if (next == requests.size() || done.isDone()) {
            vertx.cancelTimer(timer);
          }
        });
  }

  /** What is due and finds no idle connection goes out with the next answer. */
  private void sendDue() {
    while (next < requests.size()
        && !idle.isEmpty()
        && schedule.due(next) - System.nanoTime() <= 0) {
      Connection connection = idle.remove();
      connection.send(requests.get(next++), status -> answered(connection, status));
    }
  }

  private void answered(Connection connection, int status) {
    if (status != OK) {
      failed(status);
      return;
    }
    answered++;
    idle.add(connection);
    if (answered == requests.size()) {
      done.complete(true);
    } else {
      sendDue();
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
