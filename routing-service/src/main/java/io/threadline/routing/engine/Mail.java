package io.threadline.routing.engine;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.RoutingEngine;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What is put into the mailbox of a pool's writer. */
sealed interface Mail {

  /** An input with an id: repeated under the same id it has no effect and the same answer. */
  sealed interface Numbered extends Mail {
    UUID id();

    Input input();

    /** The W3C trace that the events belong to. */
    @Nullable String traceparent();
  }

  /** A command that somebody waits for. */
  record Command(
      UUID id, Input input, @Nullable String traceparent, CompletableFuture<Reply> answer)
      implements Numbered {}

  /**
   * A record of the requests' topic.
   *
   * @param generation which loading of the writer's state it was read for
   */
  record Request(
      int generation,
      UUID id,
      Input input,
      @Nullable String traceparent,
      ConsumerRecord<String, byte[]> source)
      implements Numbered {}

  /** The intake has read that far; what lay between was not for this pool. */
  record Passed(int generation, Map<Integer, Long> next) implements Mail {}

  /**
   * A question about the state, asked on the writer's thread; what it gives tells the answer, when
   * that state is committed.
   */
  record Question(Function<RoutingEngine, Runnable> question) implements Mail {}

  /** The commit under way has ended: the next one can begin. */
  record Ended() implements Mail {}
}
