package io.threadline.bench.pipeline;

import io.threadline.bench.Figure;
import io.threadline.bench.load.ClosedLoop;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code pipeline.thread_rate}: webhooks are pushed as fast as they are accepted, and the clock
 * runs from the first one sent until the last is committed to its thread. The rate therefore
 * includes accepting, which has to share the cores, and so do routing, KPIs and the live view,
 * which work on the same messages. Each customer writes six; the first opens a ticket.
 *
 * <p>The end is read off conversation-service's own counter of events applied, which is counted
 * after the commit; that all of them are there is part of it.
 */
final class ThreadRate {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final double NANOS = 1e9;

  private final Setting setting;

  /**
   * What bursts showed.
   *
   * @param threadsPerSecond messages into threads
   * @param acceptedPerSecond webhooks accepted while the pipeline works on them
   */
  record Rates(double threadsPerSecond, double acceptedPerSecond) {}

  private ThreadRate(Setting setting) {
    this.setting = setting;
  }

  /**
   * Measures and reports.
   *
   * @param insertLimit rows a second that a plain insert loop writes
   * @return the rate of accepting while everything is at work
   */
  static double measure(Setting setting, double insertLimit) {
    ThreadRate bench = new ThreadRate(setting);
    bench.burst();
    List<Rates> bursts = new ArrayList<>();
    for (int i = 0; i < setting.plan().bursts(); i++) {
      bursts.add(bench.burst());
    }
    double threads = Median.of(bursts.stream().mapToDouble(Rates::threadsPerSecond));
    setting
        .report()
        .add(Figure.of("pipeline.thread_rate", threads, "messages/s").against(insertLimit));
    return Median.of(bursts.stream().mapToDouble(Rates::acceptedPerSecond));
  }

  /** One burst that does not count. */
  static void warmUp(Setting setting) {
    new ThreadRate(setting).burst();
  }

  private Rates burst() {
    int count = setting.plan().burst();
    int customers = count / Plan.MESSAGES_PER_CUSTOMER;
    long first = setting.numbers().messages(count);
    long firstCustomer = setting.numbers().customers(customers);
    List<Buffer> requests =
        setting
            .webhooks()
            .requests(first, count, number -> firstCustomer + (number - first) % customers);
    setting.counters().awaitQuiet();
    long before = setting.counters().inThreads();
    long start = System.nanoTime();
    Duration accepting =
        ClosedLoop.send(setting.vertx(), setting.ingestPort(), Plan.CONNECTIONS, requests);
    setting.counters().awaitInThreads(before + count, LIMIT);
    double seconds = (System.nanoTime() - start) / NANOS;
    Rates rates = new Rates(count / seconds, count / (accepting.toNanos() / NANOS));
    setting
        .report()
        .note(
            "burst of %d: accepted in %.1f s, all in threads after %.1f s"
                .formatted(count, accepting.toNanos() / NANOS, seconds));
    return rates;
  }
}
