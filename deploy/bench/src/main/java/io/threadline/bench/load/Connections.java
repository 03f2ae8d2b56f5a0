package io.threadline.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * Keep-alive connections to one server, all on one event loop: nothing in a load needs a lock.
 *
 * @param loop runs everything that concerns them
 */
record Connections(Context loop, NetClient client, List<Connection> all) implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  /** One connection; it carries one request at a time. */
  static final class Connection {
    private final NetSocket socket;
    private IntConsumer answered = status -> {};

    Connection(NetSocket socket, IntConsumer broken) {
      this.socket = socket;
      Answers answers = new Answers(status -> answered.accept(status));
      socket.handler(answers::take);
      socket.exceptionHandler(failure -> broken.accept(0));
      socket.closeHandler(closed -> broken.accept(0));
    }

    /** Sends a request; {@code reply} gets the status. */
    void send(Buffer request, IntConsumer reply) {
      answered = reply;
      socket.write(request);
    }
  }

  /**
   * Opens them.
   *
   * @param broken runs on the event loop when a connection ends, or an answer makes no sense
   */
  static Connections open(Vertx vertx, int port, int count, IntConsumer broken) {
    NetClient client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    Context loop = vertx.getOrCreateContext();
    CompletableFuture<List<Connection>> opened = new CompletableFuture<>();
    loop.runOnContext(on -> {
      List<Future<NetSocket>> sockets = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sockets.add(client.connect(port, "127.0.0.1"));
      }
      Future.all(sockets)
          .onSuccess(done ->
              opened.complete(
                  sockets.stream().map(each -> new Connection(each.result(), broken)).toList()))
          .onFailure(opened::completeExceptionally);
    });
    return new Connections(
        loop, client, Completion.of(opened, CONNECT_LIMIT, "connecting to " + port));
  }

  @Override
  public void close() {
    Completion.of(
        client.close().toCompletionStage().toCompletableFuture(), CONNECT_LIMIT, "disconnecting");
  }
}
