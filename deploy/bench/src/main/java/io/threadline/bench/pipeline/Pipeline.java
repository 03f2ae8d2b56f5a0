package io.threadline.bench.pipeline;

import io.threadline.bench.DataFolder;
import io.threadline.bench.Figure;
import io.threadline.bench.Report;
import io.threadline.bench.limit.Kafka;
import io.threadline.bench.limit.Postgres;
import io.threadline.bench.load.Webhooks;
import io.threadline.contracts.Topic;
import io.threadline.local.demo.ApiClient;
import io.threadline.local.demo.DemoUser;
import io.threadline.local.process.FreePort;
import io.threadline.local.run.LocalSystem;
import io.threadline.local.run.Options;
import io.threadline.local.run.Port;
import io.threadline.local.run.Secrets;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * {@code bench pipeline}: the whole system as {@code ./threadline run} starts it, in a data folder
 * of its own on ports of its own, with the machine's limits measured on the same servers in the
 * same run. The load generator shares the cores with what it measures.
 *
 * <p>Latencies come first, while nothing waits anywhere; then the limits, then the rates.
 */
public final class Pipeline {

  private static final int FIRST_OFFSET = 20_000;
  private static final int LAST_OFFSET = 40_000;
  private static final int OFFSET_STEP = 100;
  private static final String COPIES = "bench.copies";

  private Pipeline() {}

  /**
   * Runs it.
   *
   * @param quick true for a few seconds each, to see that it works
   * @throws IllegalStateException when something does not work as it must
   */
  public static void run(Report report, boolean quick) {
    withSystem(
        report,
        (system, took) -> {
          Footprint.startUp(system, took, report);
          measure(system, quick ? Plan.QUICK : Plan.FULL, report);
        });
  }

  /**
   * Measures {@code ingest.accept_rate} alone: whatever else {@link #run} measures is left out.
   *
   * @throws IllegalStateException when something does not work as it must
   */
  public static void acceptRate(Report report, boolean quick) {
    withSystem(
        report,
        (system, took) ->
            with(
                system,
                quick ? Plan.QUICK : Plan.FULL,
                report,
                setting -> {
                  ThreadRate.warmUp(setting);
                  AcceptRate.measure(setting, null);
                }));
  }

  /**
   * Measures accepts by REST.
   *
   * @throws IllegalStateException when something does not work as it must
   */
  public static void accepts(Report report, boolean quick) {
    withSystem(
        report,
        (system, took) ->
            with(system, quick ? Plan.QUICK : Plan.FULL, report, AcceptLatency::measure));
  }

  /**
   * Starts a system of its own without a past, for measurements that bring what they need.
   *
   * @throws IllegalStateException when something does not work as it must
   */
  public static void withRunning(Report report, Consumer<LocalSystem> work) {
    withSystem(report, (system, took) -> work.accept(system));
  }

  private static void withSystem(Report report, BiConsumer<LocalSystem, Duration> work) {
    Options standard = Options.standard();
    Path data = DataFolder.create("pipeline");
    Options options =
        standard
            .withData(data)
            .withOffset(freeOffset())
            .withoutHistory()
            .withProgress(report::note);
    long start = System.nanoTime();
    try (LocalSystem system = LocalSystem.start(options)) {
      work.accept(system, Duration.ofNanos(System.nanoTime() - start));
    }
    DataFolder.delete(data);
  }

  private static void measure(LocalSystem system, Plan plan, Report report) {
    with(
        system,
        plan,
        report,
        setting -> {
          OfferLatency.measure(setting);
          setting.counters().awaitQuiet();
          ThreadLatency.measure(setting);
          setting.counters().awaitQuiet();
          double insertLimit = limits(setting);
          double accepted = ThreadRate.measure(setting, insertLimit);
          Footprint.memory(system, report);
          AcceptRate.measure(setting, accepted);
        });
  }

  private static void with(
      LocalSystem system, Plan plan, Report report, Consumer<Setting> measurement) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try (ApiClient api = new ApiClient(system.gateway().toString());
        Counters counters = new Counters(system)) {
      Map<String, String> channel = system.demo().channels().getOrDefault("sms", Map.of());
      Setting setting =
          new Setting(
              system,
              plan,
              report,
              vertx,
              api,
              Webhooks.of(channel),
              counters,
              new Setting.Numbers());
      measurement.accept(setting);
    } finally {
      // An interrupt asked for the end: it must not cut the clean stop short.
      boolean _ = Thread.interrupted();
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** The machine's own; answers the rows a second that a plain insert loop writes. */
  private static double limits(Setting setting) {
    Duration time = setting.plan().limit();
    Kafka kafka = new Kafka(setting.kafka());
    kafka.create(COPIES);
    double records = kafka.recordsPerSecond(Topic.MESSAGES_INBOUND.topicName(), COPIES, time);
    setting.report().add(Figure.of("limit.kafka_produce", records, "records/s"));
    Postgres postgres = postgres(setting.system());
    double rows = postgres.insertsPerSecond(DemoUser.TENANT, time);
    setting.report().add(Figure.of("limit.pg_insert", rows, "rows/s"));
    double commits = postgres.commitsPerSecond(time);
    setting.report().add(Figure.of("limit.pg_commit", commits, "commits/s"));
    return rows;
  }

  /** In the schema of conversation-service, since its rows are copied. */
  private static Postgres postgres(LocalSystem system) {
    String owner = "conversation_owner";
    String url =
        "jdbc:postgresql://localhost:%d/threadline?currentSchema=conversation&reWriteBatchedInserts=true"
            .formatted(Port.POSTGRES.at(system.offset()));
    String password = Secrets.open(system.data().secrets()).databasePassword(owner);
    return new Postgres(url, owner, password);
  }

  private static int freeOffset() {
    for (int offset = FIRST_OFFSET; offset < LAST_OFFSET; offset += OFFSET_STEP) {
      int candidate = offset;
      if (Stream.of(Port.values()).allMatch(port -> FreePort.isFree(port.at(candidate)))) {
        return offset;
      }
    }
    throw new IllegalStateException(
        "no free ports: tried the standard ones shifted by %d to %d"
            .formatted(FIRST_OFFSET, LAST_OFFSET));
  }
}
