package io.threadline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the command line asks for. */
public sealed interface Arguments {

  /** How to call this program. */
  String USAGE =
      """
      usage: ./threadline bench NAME… [--json] [--quick]

        --json    one JSON object per figure on standard output, and nothing else there
        --quick   a few seconds for each figure: to see that it works, not to judge by

      Names:
      """;

  /**
   * Run these, in this order.
   *
   * @param quick true for short runs whose figures are only roughly right
   */
  record Run(List<Benchmark> benchmarks, boolean json, boolean quick) implements Arguments {
    public Run {
      benchmarks = List.copyOf(benchmarks);
    }
  }

  /** Say how to call. */
  record Help() implements Arguments {}

  /** Not understood; the message says what and what there is. */
  record Refused(String message) implements Arguments {}

  /** Reads a command line. */
  static Arguments parse(List<String> words) {
    List<Benchmark> benchmarks = new ArrayList<>();
    boolean json = false;
    boolean quick = false;
    for (String word : words) {
      switch (word) {
        case "--json" -> json = true;
        case "--quick" -> quick = true;
        case "--help", "-h" -> {
          return new Help();
        }
        default -> {
          Optional<Benchmark> benchmark = Benchmark.named(word);
          if (benchmark.isEmpty()) {
            return new Refused(refusal(word));
          }
          benchmarks.add(benchmark.get());
        }
      }
    }
    return benchmarks.isEmpty() ? new Help() : new Run(benchmarks, json, quick);
  }

  private static String refusal(String word) {
    return word.startsWith("-")
        ? "unknown option '%s'%n%s%s".formatted(word, USAGE, Benchmark.listing())
        : "no benchmark is named '%s'; there are:%n%s".formatted(word, Benchmark.listing());
  }
}
