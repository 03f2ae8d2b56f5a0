package io.threadline.bench.conversations;

import io.threadline.bench.Figure;
import io.threadline.bench.Report;
import io.threadline.bench.pipeline.Pipeline;
import io.threadline.local.demo.ApiClient;
import io.threadline.local.demo.DemoUser;
import io.threadline.local.run.LocalSystem;
import io.threadline.local.run.Port;
import io.threadline.local.run.Secrets;
import io.threadline.local.run.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * {@code bench conversations}: one million messages of 100,000 customers, read through the gateway
 * as the console does, at a steady 200 requests a second. Each time counts from the instant at
 * which the request was due until its answer was there, and is held against its limit. The services
 * that take no part are down: gateway, conversation-service, database and the load share the cores.
 */
public final class ConversationsBench {
  private static final int RATE = 200;
  private static final int CUSTOMERS = 100_000;
  private static final int QUICK_CUSTOMERS = 5_000;
  private static final int SECONDS = 20;
  private static final int QUICK_SECONDS = 3;
  private static final int OK = 200;
  private static final double MICROS = 1_000.0;
  private static final double THREAD_LIMIT = 50;
  private static final double LIST_LIMIT = 100;
  private static final double SEARCH_LIMIT = 150;

  private static final List<String> LISTS =
      List.of(
          "status=open",
          "status=new,open,pending,on_hold",
          "assignee=agent%d",
          "assignee=agent%d&status=open,closed",
          "queue=queue10&status=open",
          "sort=priority",
          "status=open&sort=due",
          "status=closed&sort=oldest");

  private final Report report;
  private final ApiClient api;
  private final Fill.Sample sample;
  private final int seconds;
  private final Random random = new Random(1);

  private ConversationsBench(Report report, ApiClient api, Fill.Sample sample, int seconds) {
    this.report = report;
    this.api = api;
    this.sample = sample;
    this.seconds = seconds;
  }

  /**
   * Runs it.
   *
   * @param quick true for a twentieth of the messages and a few seconds each
   * @throws IllegalStateException when something does not work as it must
   */
  public static void run(Report report, boolean quick) {
    Pipeline.withRunning(
        report,
        system -> {
          List.of(Service.INGEST, Service.ROUTING, Service.KPI)
              .forEach(service -> system.hold(service.fullName()));
          Fill.Sample sample = fill(system, report).fill(quick ? QUICK_CUSTOMERS : CUSTOMERS);
          try (ApiClient api = new ApiClient(system.gateway().toString())) {
            new ConversationsBench(report, api, sample, quick ? QUICK_SECONDS : SECONDS).measure();
          }
        });
  }

  private static Fill fill(LocalSystem system, Report report) {
    String url =
        "jdbc:postgresql://localhost:%d/threadline?currentSchema=conversation,public"
            .formatted(Port.POSTGRES.at(system.offset()));
    String password = Secrets.open(system.data().secrets()).databasePassword("conversation_owner");
    return new Fill(url, password, DemoUser.TENANT, report::note);
  }

  private void measure() {
    measure("conversations.warm_up_p95", THREAD_LIMIT, this::thread);
    measure("conversations.thread_page_p95", THREAD_LIMIT, this::thread);
    measure("conversations.ticket_list_p95", LIST_LIMIT, this::list);
    measure("conversations.search_p95", SEARCH_LIMIT, this::search);
  }

  @FunctionalInterface
  private interface Path {
    String next(int index);
  }

  private String thread(int index) {
    return "/api/customers/" + any(sample.customers()) + "/conversation?limit=50";
  }

  private String list(int index) {
    return "/api/tickets?" + LISTS.get(index % LISTS.size()).formatted(random.nextInt(200));
  }

  /** Half of them one common word, which most messages have to be left out for. */
  private String search(int index) {
    String words =
        switch (index % 4) {
          case 0, 2 -> any(sample.common());
          case 1 -> any(sample.rare());
          default -> any(sample.common()) + "%20" + any(sample.common());
        };
    return "/api/search?q=" + words;
  }

  private String any(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private void measure(String name, double limit, Path path) {
    int count = RATE * seconds;
    List<String> paths = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      paths.add(path.next(i));
    }
    DemoUser agent = DemoUser.named("agent1");
    Histogram latencies = new ConcurrentHistogram(3);
    AtomicInteger failed = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        long due = began + TimeUnit.SECONDS.toNanos(i) / RATE;
        String one = paths.get(i);
        LockSupport.parkNanos(due - System.nanoTime());
        threads.execute(() -> {
          int status = api.send(agent, "GET", one, null).status();
          latencies.recordValue(Math.max(0, (System.nanoTime() - due) / 1_000));
          if (status != OK) {
            failed.incrementAndGet();
          }
        });
      }
    }
    if (failed.get() > 0) {
      throw new IllegalStateException(
          "%d of %d requests for %s were not answered 200".formatted(failed.get(), count, name));
    }
    tell(name, limit, latencies);
  }

  private void tell(String name, double limit, Histogram latencies) {
    report.note(
        "%s: p50 %.1f ms, p99 %.1f ms, longest %.1f ms"
            .formatted(
                name,
                latencies.getValueAtPercentile(50) / MICROS,
                latencies.getValueAtPercentile(99) / MICROS,
                latencies.getMaxValue() / MICROS));
    if (!name.contains("warm_up")) {
      report.add(Figure.of(name, latencies.getValueAtPercentile(95) / MICROS, "ms").against(limit));
    }
  }
}
