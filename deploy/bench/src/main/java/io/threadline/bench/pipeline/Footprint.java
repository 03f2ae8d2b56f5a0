package io.threadline.bench.pipeline;

import io.threadline.bench.Figure;
import io.threadline.bench.Report;
import io.threadline.local.run.LocalSystem;
import java.time.Duration;
import java.util.Map;

/** What the system takes of the machine: start-up time and memory, process by process. */
final class Footprint {

  private static final double MEBIBYTE = 1 << 20;
  private static final double MILLIS = 1_000.0;

  private Footprint() {}

  /**
   * {@code startup.<process>}: seconds from the start of the whole system, in which all processes
   * start side by side, until each is ready; {@code startup.total} until all are.
   */
  static void startUp(LocalSystem system, Duration total, Report report) {
    Map<String, Duration> readyAfter = system.readyAfter();
    system
        .children()
        .forEach(name -> {
          Duration time = readyAfter.get(name);
          if (time != null) {
            report.add(Figure.of("startup." + name, time.toMillis() / MILLIS, "s"));
          }
        });
    report.add(Figure.of("startup.total", total.toMillis() / MILLIS, "s"));
  }

  /** {@code memory.<process>}: resident, with shared pages divided among their holders. */
  static void memory(LocalSystem system, Report report) {
    Map<String, Long> bytes = system.residentBytes();
    bytes.forEach(
        (name, resident) -> report.add(Figure.of("memory." + name, resident / MEBIBYTE, "MiB")));
    long total = bytes.values().stream().mapToLong(Long::longValue).sum();
    report.add(Figure.of("memory.total", total / MEBIBYTE, "MiB"));
  }
}
