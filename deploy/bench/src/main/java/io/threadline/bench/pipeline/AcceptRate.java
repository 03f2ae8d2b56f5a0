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
import org.jspecify.annotations.Nullable;

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
 * of them at work is reported beside it, as {@code ingest.accept_rate_loaded}.
 *
 * <p>ingest-service's own consumer (the raw vault) is there as always. In a rush like this one it
 * gives way to accepting for some seconds ({@code threadline.vault.patience}), as it does in
 * production, so part of its work falls behind the round: {@code ingest.archive_rate} counts it in,
 * from the first request until the last one is in the vault. Each round begins when the vault is
 * through with the one before.
 */
final class AcceptRate {

  private static final String TOPIC = "bench.bare";
  private static final double NANOS = 1e9;
  private static final List<Service> DOWNSTREAM =
      List.of(Service.CONVERSATION, Service.ROUTING, Service.KPI);

  private final Setting setting;
  private final BareServer bare;

  private AcceptRate(Setting setting, BareServer bare) {
    this.setting = setting;
    this.bare = bare;
  }

  /** One round of each. */
  private record Pair(double bare, double ingest, double archived) {}

  /**
   * Measures and reports; the services downstream are down afterwards. Some webhooks must have been
   * accepted before: the bare endpoint copies their records.
   *
   * @param loaded webhooks a second accepted with everything at work; null if that is not known
   */
  static void measure(Setting setting, @Nullable Double loaded) {
    setting.counters().awaitQuiet();
    DOWNSTREAM.forEach(service -> setting.system().hold(service.fullName()));
    new Kafka(setting.kafka()).create(TOPIC);
    Path root = Options.standard().root();
    Path log = setting.system().data().log("bare-endpoint");
    try (BareServer bare = BareServer.start(root, setting.kafka(), TOPIC, log)) {
      new AcceptRate(setting, bare).measurePairs(loaded);
    }
  }

  private void measurePairs(@Nullable Double loaded) {
    for (int i = 0; i < setting.plan().acceptWarmUps(); i++) {
      pair();
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < setting.plan().acceptPairs(); i++) {
      pairs.add(pair());
    }
    double reference = Median.of(pairs.stream().mapToDouble(Pair::bare));
    double ratio = Median.of(pairs.stream().mapToDouble(pair -> pair.ingest() / pair.bare()));
    double ingest = Median.of(pairs.stream().mapToDouble(Pair::ingest));
    setting.report().add(Figure.of("limit.http_kafka", reference, "requests/s"));
    // The reference is stated such that value by reference is the median of the pairs' ratios.
    setting
        .report()
        .add(Figure.of("ingest.accept_rate", ingest, "requests/s").against(ingest / ratio));
    double archived = Median.of(pairs.stream().mapToDouble(Pair::archived));
    setting
        .report()
        .add(Figure.of("ingest.archive_rate", archived, "requests/s").against(reference));
    if (loaded != null) {
      setting
          .report()
          .add(Figure.of("ingest.accept_rate_loaded", loaded, "requests/s").against(reference));
    }
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
    CpuShares start = shares();
    double bareRate = rate(bare.port(), requests);
    CpuShares between = shares();
    long before = setting.counters().inVault();
    long began = System.nanoTime();
    double ingestRate = rate(setting.ingestPort(), requests);
    CpuShares end = shares();
    setting.counters().awaitInVault(before + count);
    double archiveRate = count / ((System.nanoTime() - began) / NANOS);
    CpuShares through = shares();
    note("bare", bareRate, between.since(start, count));
    note("ingest-service", ingestRate, end.since(between, count));
    note("until all are in the vault", archiveRate, through.since(between, count));
    setting.counters().awaitQuiet();
    return new Pair(bareRate, ingestRate, archiveRate);
  }

  private void note(String who, double rate, String shares) {
    setting.report().note("%s: %.0f/s; processor time a request, %s".formatted(who, rate, shares));
  }

  private CpuShares shares() {
    return CpuShares.now(setting.system(), "bare", bare.process().toHandle());
  }

  private double rate(int port, List<Buffer> requests) {
    Duration time = ClosedLoop.send(setting.vertx(), port, Plan.CONNECTIONS, requests);
    return requests.size() / (time.toNanos() / NANOS);
  }
}
