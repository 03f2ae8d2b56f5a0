package io.threadline.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.bench.Figure;
import io.threadline.bench.load.OpenLoop;
import io.threadline.bench.load.Webhooks;
import io.threadline.local.demo.DemoUser;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * {@code pipeline.thread_p50}, {@code pipeline.thread_p99}: at a steady 300 messages a second, from
 * the time at which a webhook was due to be sent until the message is in the thread and readable.
 *
 * <p>The time is taken when an agent's live view, through the gateway, shows the message: that
 * event is published after the commit, so the message has been readable for a little while by then
 * and the figure is an upper bound. That it is readable is checked on a sample, by reading the
 * thread at that moment; a message that is shown but not there fails the benchmark.
 *
 * <p>A third of the messages are a customer's first and open a ticket; nobody is on duty.
 */
final class ThreadLatency {

  private static final int MESSAGES_PER_CUSTOMER = 3;
  private static final int SAMPLE_EVERY = 50;
  private static final double MICROS = 1_000.0;

  private final Setting setting;
  private final long first;
  private final Arrivals arrivals;
  private final AtomicInteger read = new AtomicInteger();
  private final AtomicInteger unreadable = new AtomicInteger();
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  private ThreadLatency(Setting setting) {
    this.setting = setting;
    int warmUp = (int) setting.plan().steadyWarmUp().toSeconds() * Plan.THREAD_RATE;
    int count = warmUp + (int) setting.plan().steady().toSeconds() * Plan.THREAD_RATE;
    this.first = setting.numbers().messages(count);
    this.arrivals = new Arrivals(count, warmUp);
  }

  static void measure(Setting setting) {
    new ThreadLatency(setting).measure();
  }

  private void measure() {
    int customers = arrivals.count() / MESSAGES_PER_CUSTOMER;
    long firstCustomer = setting.numbers().customers(customers);
    List<Buffer> requests =
        setting
            .webhooks()
            .requests(first, arrivals.count(), number -> firstCustomer + number % customers);
    String token = setting.api().token(DemoUser.named("supervisor"));
    try (readers;
        AgentView view =
            AgentView.open(setting.vertx(), setting.system().gateway(), token, this::see)) {
      OpenLoop.send(
          setting.vertx(), setting.ingestPort(), Plan.THREAD_RATE, requests, arrivals::started);
      arrivals.await(view::demandWhole);
    }
    if (unreadable.get() > 0) {
      throw new IllegalStateException(
          "%d of %d messages were shown before they could be read"
              .formatted(unreadable.get(), read.get()));
    }
    report(arrivals.latencies());
  }

  private void report(Histogram latencies) {
    setting
        .report()
        .add(Figure.of("pipeline.thread_p50", latencies.getValueAtPercentile(50) / MICROS, "ms"));
    setting
        .report()
        .add(Figure.of("pipeline.thread_p99", latencies.getValueAtPercentile(99) / MICROS, "ms"));
    setting
        .report()
        .note(
            "webhook to thread at %d/s: %d messages, longest %.1f ms; %d of them read back by REST when shown"
                .formatted(
                    Plan.THREAD_RATE,
                    latencies.getTotalCount(),
                    latencies.getMaxValue() / MICROS,
                    read.get()));
  }

  private void see(String type, JsonNode data, long nanos) {
    if (type.equals("message-appended")) {
      String text = data.path("text").asText();
      Webhooks.number(text)
          .ifPresent(number -> {
            arrivals.saw(number - first, nanos);
            if (number % SAMPLE_EVERY == 0) {
              readers.execute(() -> readBack(data.path("customerId").asText(), text));
            }
          });
    }
  }

  private void readBack(String customer, String text) {
    JsonNode thread =
        setting
            .api()
            .get(DemoUser.named("supervisor"), "/api/customers/" + customer + "/conversation")
            .path("items");
    boolean there = false;
    for (JsonNode message : thread) {
      there |= message.path("text").asText().equals(text);
    }
    read.incrementAndGet();
    if (!there) {
      unreadable.incrementAndGet();
    }
  }
}
