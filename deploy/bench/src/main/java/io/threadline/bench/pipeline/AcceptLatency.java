package io.threadline.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.bench.Figure;
import io.threadline.bench.load.OpenLoop;
import io.threadline.local.demo.ApiClient;
import io.threadline.local.demo.DemoUser;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * {@code routing.accept_p50}, {@code routing.accept_p99}: accepts of offers by REST, through the
 * gateway, at a steady 200 a second, each from the time at which it was due until its 200, which
 * comes after the commit. The offers are made beforehand, in rounds, so that nothing but the
 * accepts is at work; the first round warms up.
 */
final class AcceptLatency {

  private static final int RATE = 200;
  private static final int OFFERS_PER_ROUND = 1_600;
  private static final int MAKE_RATE = 200;
  private static final double MICROS = 1_000.0;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Setting setting;
  private final DemoUser agent;
  private final BlockingQueue<String> offers = new LinkedBlockingQueue<>();
  private final AtomicInteger refused = new AtomicInteger();

  private AcceptLatency(Setting setting, DemoUser agent) {
    this.setting = setting;
    this.agent = agent;
  }

  static void measure(Setting setting) {
    DemoUser agent = DemoUser.named("agent1");
    Roster roster = new Roster(setting.api());
    roster.bringToWork(agent);
    try {
      new AcceptLatency(setting, agent).measure();
    } finally {
      roster.presence(agent, "offline");
    }
  }

  private void measure() {
    String token = setting.api().token(agent);
    int rounds = setting.plan().equals(Plan.QUICK) ? 2 : 4;
    Histogram latencies = new ConcurrentHistogram(3);
    try (AgentView view =
        AgentView.open(setting.vertx(), setting.system().gateway(), token, this::see)) {
      for (int round = 0; round < rounds; round++) {
        make();
        view.demandWhole();
        setting.counters().awaitQuiet();
        accept(round == 0 ? new ConcurrentHistogram(3) : latencies);
      }
    }
    setting.report().add(figure("routing.accept_p50", latencies, 50));
    setting.report().add(figure("routing.accept_p99", latencies, 99));
    setting
        .report()
        .note(
            "accepts by REST at %d/s: %d, longest %.1f ms, %d refused"
                .formatted(
                    RATE,
                    latencies.getTotalCount(),
                    latencies.getMaxValue() / MICROS,
                    refused.get()));
  }

  private static Figure figure(String name, Histogram latencies, int percentile) {
    return Figure.of(name, latencies.getValueAtPercentile(percentile) / MICROS, "ms");
  }

  private void see(String type, JsonNode data, long nanos) {
    if (type.equals("offer-made")) {
      offers.add(data.path("offerId").asText());
    }
  }

  /** As many offers as a round needs, each of a new customer. */
  private void make() {
    int count = OFFERS_PER_ROUND;
    long first = setting.numbers().messages(count);
    long customer = setting.numbers().customers(count);
    List<Buffer> requests =
        setting.webhooks().requests(first, count, number -> customer + number - first);
    OpenLoop.send(setting.vertx(), setting.ingestPort(), MAKE_RATE, requests, schedule -> {});
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (offers.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d of %d offers were made".formatted(offers.size(), count));
      }
      Counters.pause(Duration.ofMillis(50));
    }
  }

  private void accept(Histogram latencies) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long began = System.nanoTime();
      for (int i = 0; !offers.isEmpty(); i++) {
        long due = began + TimeUnit.SECONDS.toNanos(i) / RATE;
        LockSupport.parkNanos(due - System.nanoTime());
        String offer = offers.remove();
        threads.execute(() -> accept(offer, due, latencies));
      }
    }
  }

  private void accept(String offer, long due, Histogram latencies) {
    ApiClient.Answer answer =
        setting.api().send(agent, "POST", "/api/agents/me/offers/" + offer + "/accept", null);
    latencies.recordValue(Math.max(0, (System.nanoTime() - due) / 1_000));
    if (answer.status() != 200) {
      refused.incrementAndGet();
    }
  }
}
