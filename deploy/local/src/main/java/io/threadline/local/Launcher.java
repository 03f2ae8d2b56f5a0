package io.threadline.local;

import io.threadline.local.run.LocalSystem;
import io.threadline.local.run.Options;
import io.threadline.local.run.RefusedException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** {@code ./threadline run}: starts the whole system, prints how to reach it, stops on Ctrl-C. */
public final class Launcher {

  private static final String USAGE =
      """
      usage: ./threadline run [--empty] [--data DIR] [--offset N] [--routing N] [--quiet]
        --empty      no demo customers and history; users, queues and channels exist
        --data DIR   keep everything in DIR instead of .threadline/
        --offset N   add N to every port
        --routing N  so many routing-service instances, each ready to take the others' pools over
        --quiet      no progress lines\
      """;

  private static final int MAX_OFFSET = 50_000;
  private static final int REFUSED = 2;
  private static final int FAILED = 1;

  private Launcher() {}

  /** Runs until the process is told to stop. */
  public static void main(String[] arguments) throws InterruptedException {
    Options options;
    try {
      options = parse(Options.standard(), List.of(arguments));
    } catch (RefusedException e) {
      System.err.println(e.getMessage());
      System.exit(REFUSED);
      return;
    }
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  awaitQuietly(stopped);
                },
                "stop"));
    int code = run(options, stop);
    stopped.countDown();
    if (code != 0) {
      System.exit(code);
    }
  }

  private static int run(Options options, CountDownLatch stop) throws InterruptedException {
    Thread main = Thread.currentThread();
    Thread.ofVirtual()
        .start(() -> {
          awaitQuietly(stop);
          main.interrupt();
        });
    try (LocalSystem system = LocalSystem.start(options)) {
      describe(system, System.out);
      stop.await();
      return 0;
    } catch (InterruptedException e) {
      Thread.interrupted();
      return 0;
    } catch (RefusedException e) {
      System.err.println(e.getMessage());
      return REFUSED;
    } catch (IllegalStateException e) {
      if (stop.getCount() == 0) {
        return 0;
      }
      System.err.println("The system did not start: " + e.getMessage());
      return FAILED;
    }
  }

  /**
   * Reads the command line.
   *
   * @throws RefusedException when it is not understood
   */
  static Options parse(Options standard, List<String> arguments) {
    Options options = standard;
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String argument = rest.removeFirst();
      options =
          switch (argument) {
            case "--empty" -> options.withoutHistory();
            case "--quiet" -> options.withProgress(line -> {});
            case "--data" -> options.withData(Path.of(value(argument, rest)));
            case "--offset" ->
                options.withOffset(number(argument, value(argument, rest), 0, MAX_OFFSET));
            case "--routing" ->
                options.withRouting(
                    number(argument, value(argument, rest), 1, Options.MAX_ROUTING));
            default -> throw new RefusedException("unknown option '" + argument + "'\n" + USAGE);
          };
    }
    return options;
  }

  private static String value(String argument, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new RefusedException(argument + " needs a value\n" + USAGE);
    }
    return rest.removeFirst();
  }

  private static int number(String argument, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new RefusedException(
        "%s is '%s', must be a number from %d to %d".formatted(argument, value, least, most));
  }

  private static void describe(LocalSystem system, PrintStream out) {
    out.println();
    Map<String, Duration> readyAfter = system.readyAfter();
    long total = 0;
    for (Map.Entry<String, Long> entry : system.residentBytes().entrySet()) {
      total += entry.getValue();
      out.println(
          String.format(
              Locale.ROOT,
              "  %-22s %4d MB   up after %4.1f s",
              entry.getKey(),
              entry.getValue() >> 20,
              readyAfter.getOrDefault(entry.getKey(), Duration.ZERO).toMillis() / 1000.0));
    }
    out.println(String.format(Locale.ROOT, "  %-22s %4d MB", "together", total >> 20));
    out.println();
    out.println("  Console   " + system.gateway() + "/console/");
    out.println("  API       " + system.gateway() + "/api");
    out.println("  Channels  " + system.data().demoFile());
    out.println("  Logs      " + system.data().root().resolve("logs"));
    system
        .demo()
        .users()
        .forEach(user ->
            out.println(
                String.format(
                    Locale.ROOT,
                    "  Login     %-11s password %-16s (%s)",
                    user.username(),
                    user.password(),
                    String.join(", ", user.roles()))));
    out.println();
    out.println("Stop with Ctrl-C.");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
