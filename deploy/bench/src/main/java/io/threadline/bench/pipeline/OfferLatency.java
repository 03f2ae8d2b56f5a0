package io.threadline.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.bench.Figure;
import io.threadline.bench.load.OpenLoop;
import io.threadline.bench.load.Webhooks;
import io.threadline.local.demo.ApiClient;
import io.threadline.local.demo.DemoUser;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;

/**
 * {@code pipeline.offer_p50}, {@code pipeline.offer_p99}: at a steady 100 new customers a second,
 * from the time at which a webhook was due to be sent until the offer of its ticket is on the
 * agent's live view, through the gateway. The agent has room for all of them and accepts each at
 * once, by REST, which is part of the load.
 */
final class OfferLatency {

  private static final double MICROS = 1_000.0;

  private final Setting setting;
  private final DemoUser agent;
  private final long first;
  private final Arrivals arrivals;
  private final ExecutorService accepting = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger refused = new AtomicInteger();

  /** Threads and offers come on different topics, either one first: what is known of a ticket. */
  private final Map<String, Long> messageOf = new ConcurrentHashMap<>();

  private final Map<String, Long> offeredAt = new ConcurrentHashMap<>();

  private OfferLatency(Setting setting, DemoUser agent) {
    this.setting = setting;
    this.agent = agent;
    int warmUp = (int) setting.plan().steadyWarmUp().toSeconds() * Plan.OFFER_RATE;
    int count = warmUp + (int) setting.plan().steady().toSeconds() * Plan.OFFER_RATE;
    this.first = setting.numbers().messages(count);
    this.arrivals = new Arrivals(count, warmUp);
  }

  static void measure(Setting setting) {
    DemoUser agent = DemoUser.named("agent1");
    Roster roster = new Roster(setting.api());
    roster.bringToWork(agent);
    try {
      new OfferLatency(setting, agent).measure();
    } finally {
      roster.presence(agent, "offline");
    }
  }

  private void measure() {
    long firstCustomer = setting.numbers().customers(arrivals.count());
    LongUnaryOperator customerOf = number -> firstCustomer + number - first;
    List<Buffer> requests = setting.webhooks().requests(first, arrivals.count(), customerOf);
    String token = setting.api().token(agent);
    try (accepting;
        AgentView view =
            AgentView.open(setting.vertx(), setting.system().gateway(), token, this::see)) {
      OpenLoop.send(
          setting.vertx(), setting.ingestPort(), Plan.OFFER_RATE, requests, arrivals::started);
      arrivals.await(view::demandWhole);
    }
    report(arrivals.latencies());
  }

  private void report(Histogram latencies) {
    setting
        .report()
        .add(Figure.of("pipeline.offer_p50", latencies.getValueAtPercentile(50) / MICROS, "ms"));
    setting
        .report()
        .add(Figure.of("pipeline.offer_p99", latencies.getValueAtPercentile(99) / MICROS, "ms"));
    setting
        .report()
        .note(
            "webhook to offer at %d/s: %d offers, longest %.1f ms, %d could not be accepted"
                .formatted(
                    Plan.OFFER_RATE,
                    latencies.getTotalCount(),
                    latencies.getMaxValue() / MICROS,
                    refused.get()));
  }

  private void see(String type, JsonNode data, long nanos) {
    String ticket = data.path("ticketId").asText();
    switch (type) {
      case "message-appended" ->
          Webhooks.number(data.path("text").asText())
              .ifPresent(number -> messageOf.put(ticket, number));
      case "offer-made" -> {
        offeredAt.putIfAbsent(ticket, nanos);
        String offer = data.path("offerId").asText();
        accepting.execute(() -> accept(offer));
      }
      default -> {
        return;
      }
    }
    Long number = messageOf.get(ticket);
    Long at = offeredAt.get(ticket);
    if (number != null && at != null) {
      arrivals.saw(number - first, at);
    }
  }

  private void accept(String offer) {
    ApiClient.Answer answer =
        setting.api().send(agent, "POST", "/api/agents/me/offers/" + offer + "/accept", null);
    if (answer.status() != 200) {
      refused.incrementAndGet();
    }
  }
}
