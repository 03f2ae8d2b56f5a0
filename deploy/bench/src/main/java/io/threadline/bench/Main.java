package io.threadline.bench;

import io.threadline.local.run.RefusedException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./threadline bench NAME…}. Exit codes: 0 measured, 1 a benchmark failed, 2 the command
 * line is wrong.
 */
public final class Main {

  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private Main() {}

  public static void main(String[] words) {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread measuring = Thread.currentThread();
    Thread stop = new Thread(() -> interrupt(measuring, stopped), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    int code = FAILED;
    try {
      code = run(List.of(words), System.out, System.err);
    } finally {
      stopped.countDown();
    }
    Runtime.getRuntime().exit(code);
  }

  /** Ctrl-C: what the benchmark has started is ended before this process is. */
  private static void interrupt(Thread measuring, CountDownLatch stopped) {
    measuring.interrupt();
    try {
      if (!stopped.await(1, TimeUnit.MINUTES)) {
        System.err.println("the benchmark's processes did not end within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a command line; answers the exit code. */
  static int run(List<String> words, PrintStream out, PrintStream log) {
    return switch (Arguments.parse(words)) {
      case Arguments.Help _ -> {
        log.println(Arguments.USAGE + Benchmark.listing());
        yield 0;
      }
      case Arguments.Refused refused -> {
        log.println(refused.message());
        yield MISUSED;
      }
      case Arguments.Run run -> measure(run, out, log);
    };
  }

  private static int measure(Arguments.Run run, PrintStream out, PrintStream log) {
    Report report = new Report(out, log, run.json());
    report.begin(Machine.here());
    try {
      run.benchmarks().forEach(benchmark -> benchmark.run(report, run));
      return 0;
    } catch (RefusedException e) {
      log.println(e.getMessage());
      return FAILED;
    } catch (IllegalStateException | UncheckedIOException e) {
      log.println("the benchmark failed: " + e.getMessage());
      if (e.getCause() != null) {
        e.getCause().printStackTrace(log);
      }
      return FAILED;
    }
  }
}
