package io.threadline.bench.pipeline;

import io.threadline.local.run.LocalSystem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processor time that each process has taken so far: where the time of a round goes, the load
 * generator's own included, since all of them share the cores.
 *
 * @param nanos by process; a process with its children counts as one
 */
record CpuShares(Map<String, Long> nanos) {

  private static final String LOAD = "load";
  private static final double MICROS = 1e3;

  /** Less than this many microseconds a request is nobody's share. */
  private static final double LEAST = 0.5;

  /** Of the system, of one process beside it, and of this one. */
  static CpuShares now(LocalSystem system, String other, ProcessHandle otherProcess) {
    Map<String, Long> nanos = new LinkedHashMap<>();
    nanos.put(LOAD, nanos(ProcessHandle.current()));
    nanos.put(other, nanos(otherProcess));
    for (String child : system.children()) {
      ProcessHandle process = system.process(child);
      if (process != null) {
        long sum =
            Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(CpuShares::nanos)
                .sum();
        nanos.put(child, sum);
      }
    }
    return new CpuShares(nanos);
  }

  /** Microseconds a request since another moment, as {@code total 45: load 6, kafka 15}. */
  String since(CpuShares before, int requests) {
    Map<String, Double> shares = new LinkedHashMap<>();
    nanos.forEach((name, now) -> {
      double share = (now - before.nanos.getOrDefault(name, now)) / MICROS / requests;
      if (share >= LEAST) {
        shares.put(name, share);
      }
    });
    double total = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    return shares.entrySet().stream()
        .map(each -> String.format(Locale.ROOT, "%s %.1f", each.getKey(), each.getValue()))
        .collect(
            Collectors.joining(", ", String.format(Locale.ROOT, "total %.1f us: ", total), ""));
  }

  private static long nanos(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}
