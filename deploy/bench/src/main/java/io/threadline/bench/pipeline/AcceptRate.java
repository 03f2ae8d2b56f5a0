package io.threadline.bench.pipeline;

import io.threadline.bench.Figure;
import io.threadline.bench.limit.BareServer;
import io.threadline.bench.limit.Kafka;
import io.threadline.bench.load.ClosedLoop;
import io.threadline.local.run.Options;
import io.threadline.local.run.Service;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ingest.accept_rate} beside {@code limit.http_kafka}: signed Twilio webhooks, each answered
 * 200 once all replicas have its event, against a bare Quarkus endpoint that only produces the same
 * bytes, ready made, to the same broker.
 *
 * <p>Like is held against like. Both contenders get the same requests to the byte, over 64
 * keep-alive connections, straight to their own port, with the same JVM options. They take turns,
 * and the ratio is the median of the pairs' ratios, so that a machine whose speed drifts does not
 * favour one of them. The first pairs do not count: both are JVMs, and the compilers of either take
 * cores from whoever is measured. The three services downstream are down meanwhile: they would work
 * on what ingest-service accepts, on the same two cores, and not on what the bare endpoint does,
 * and the ratio would be that of the whole system to an endpoint. What the machine accepts with all
 * of them at work is reported beside it, as {@code ingest.accept_rate_loaded}. ingest-service's own
 * consumer (the raw vault) runs on, and each round begins when it is through with the one before.
 */
final class AcceptRate {

  private static final String TOPIC = "bench.bare";
  private static final double NANOS = 1e9;
  private static final List<Service> DOWNSTREAM =
      List.of(Service.CONVERSATION, Service.ROUTING, Service.KPI);

  private final Setting setting;
  private final int barePort;

  private AcceptRate(Setting setting, int barePort) {
    this.setting = setting;
    this.barePort = barePort;
  }

  /** One round of each. */
  private record Pair(double bare, double ingest) {}

  /**
   * Measures and reports; the services downstream are down afterwards.
   *
   * @param loaded webhooks a second accepted with everything at work
   */
  static void measure(Setting setting, double loaded) {
    setting.counters().awaitQuiet();
    DOWNSTREAM.forEach(service -> setting.system().hold(service.fullName()));
    new Kafka(setting.kafka()).create(TOPIC);
    Path root = Options.standard().root();
    Path log = setting.system().data().log("bare-endpoint");
    try (BareServer bare = BareServer.start(root, setting.kafka(), TOPIC, log)) {
      new AcceptRate(setting, bare.port()).measurePairs(loaded);
    }
  }

  private void measurePairs(double loaded) {
    for (int i = 0; i < setting.plan().acceptWarmUps(); i++) {
      pair();
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < setting.plan().acceptPairs(); i++) {
      pairs.add(pair());
    }
    double bare = Median.of(pairs.stream().mapToDouble(Pair::bare));
    double ratio = Median.of(pairs.stream().mapToDouble(pair -> pair.ingest() / pair.bare()));
    double ingest = Median.of(pairs.stream().mapToDouble(Pair::ingest));
    setting.report().add(Figure.of("limit.http_kafka", bare, "requests/s"));
    // The reference is stated such that value by reference is the median of the pairs' ratios.
    setting
        .report()
        .add(Figure.of("ingest.accept_rate", ingest, "requests/s").against(ingest / ratio));
    setting
        .report()
        .add(Figure.of("ingest.accept_rate_loaded", loaded, "requests/s").against(bare));
  }

  private Pair pair() {
    int count = setting.plan().acceptRequests();
    int customers = count / Plan.MESSAGES_PER_CUSTOMER;
    long first = setting.numbers().messages(count);
    long firstCustomer = setting.numbers().customers(customers);
    List<Buffer> requests =
        setting
            .webhooks()
            .requests(first, count, number -> firstCustomer + (number - first) % customers);
    double bare = rate(barePort, requests);
    double ingest = rate(setting.ingestPort(), requests);
    setting.counters().awaitQuiet();
    setting.report().note("pair: bare %.0f/s, ingest-service %.0f/s".formatted(bare, ingest));
    return new Pair(bare, ingest);
  }

  private double rate(int port, List<Buffer> requests) {
    Duration time = ClosedLoop.send(setting.vertx(), port, Plan.CONNECTIONS, requests);
    return requests.size() / (time.toNanos() / NANOS);
  }
}
