package io.threadline.bench;

import io.threadline.bench.pipeline.Pipeline;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The benchmarks by name. */
public enum Benchmark {
  PIPELINE("pipeline", "webhook to acceptance, thread and offer, through the real processes") {
    @Override
    public void run(Report report, Arguments.Run arguments) {
      Pipeline.run(report, arguments.quick());
    }
  };

  private final String title;
  private final String about;

  Benchmark(String title, String about) {
    this.title = title;
    this.about = about;
  }

  /**
   * Measures and reports.
   *
   * @throws IllegalStateException when something does not work as it must; no figure is made up
   */
  public abstract void run(Report report, Arguments.Run arguments);

  /** The benchmark of that name, as on the command line. */
  public static Optional<Benchmark> named(String title) {
    return Stream.of(values()).filter(each -> each.title.equals(title)).findFirst();
  }

  /** Each name with what it measures, a line each. */
  public static String listing() {
    return Stream.of(values())
        .map(each -> "  %-12s %s".formatted(each.title, each.about))
        .collect(Collectors.joining("\n"));
  }
}
