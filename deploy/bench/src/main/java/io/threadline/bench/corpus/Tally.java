package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Judges the samples of a set one after the other and counts. */
final class Tally {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WARM_UP = 60;
  private static final double MEGABYTE = 1 << 20;

  private final String set;
  private final Map<String, String> disagreements = new TreeMap<>();
  private final ThreadMXBean threads =
      (ThreadMXBean) ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private int samples;
  private int expected;
  private int agreeing;
  private int lost;
  private long slowestNanos;
  private long mostBytes;
  private String slowest = "";

  private Tally(String set) {
    this.set = set;
  }

  /** Judges all samples; the first ones twice, since the first use of a class is not its speed. */
  static Tally of(CorpusSet set, List<Sample> samples) {
    samples.stream().limit(WARM_UP).forEach(Tally::judge);
    Tally tally = new Tally(set.name());
    samples.forEach(tally::count);
    return tally;
  }

  private static Verdict judge(Sample sample) {
    try {
      return sample.judgement().get();
    } catch (RuntimeException | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return new Verdict.Lost(e + (trace.length == 0 ? "" : " at " + trace[0]));
    }
  }

  private void count(Sample sample) {
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    Verdict verdict = judge(sample);
    long nanos = System.nanoTime() - start;
    mostBytes = Math.max(mostBytes, threads.getCurrentThreadAllocatedBytes() - bytes);
    if (nanos > slowestNanos) {
      slowestNanos = nanos;
      slowest = sample.name();
    }
    samples++;
    switch (verdict) {
      case Verdict.Agrees _ -> {
        expected++;
        agreeing++;
      }
      case Verdict.Disagrees(String reason) -> {
        expected++;
        disagreements.put(sample.name(), reason);
      }
      case Verdict.Read _ -> {}
      case Verdict.Lost(String reason) -> {
        expected++;
        lost++;
        disagreements.put(sample.name(), "lost: " + reason);
      }
    }
  }

  /** The figure, then each disagreement: one JSON object a line. */
  List<String> json() {
    List<String> lines = new ArrayList<>();
    ObjectNode figure = JSON.createObjectNode();
    figure.put("figure", "corpus." + set).put("value", agreeing).put("unit", "samples");
    figure.put("reference", expected);
    if (expected > 0) {
      figure.put("ratio", Math.round(10_000.0 * agreeing / expected) / 10_000.0);
    }
    figure.put("lost", lost).put("samples", samples);
    figure.put("slowest_ms", Math.round(slowestNanos / 10_000.0) / 100.0).put("slowest", slowest);
    figure.put("most_allocated_mb", Math.round(10 * mostBytes / MEGABYTE) / 10.0);
    lines.add(figure.toString());
    disagreements.forEach((name, reason) ->
        lines.add(
            JSON.createObjectNode()
                .put("set", set)
                .put("sample", name)
                .put("disagreement", reason)
                .toString()));
    return lines;
  }
}
