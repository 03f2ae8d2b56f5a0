package io.threadline.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
   * @param options values by option, of the options that only some benchmark has; empty for those
   *     that take none
   */
  record Run(List<Benchmark> benchmarks, boolean json, boolean quick, Map<String, String> options)
      implements Arguments {
    public Run {
      benchmarks = List.copyOf(benchmarks);
      options = Map.copyOf(options);
    }
  }

  /** Say how to call. */
  record Help() implements Arguments {}

  /** Not understood; the message says what and what there is. */
  record Refused(String message) implements Arguments {}

  /** Reads a command line. */
  static Arguments parse(List<String> words) {
    List<Benchmark> benchmarks = new ArrayList<>();
    Map<String, String> options = new TreeMap<>();
    boolean json = false;
    boolean quick = false;
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "--json" -> json = true;
        case "--quick" -> quick = true;
        case "--help", "-h" -> {
          return new Help();
        }
        default -> {
          Optional<Benchmark> benchmark = Benchmark.named(word);
          if (Benchmark.withFlag(word).isPresent()) {
            options.put(word, "");
          } else if (Benchmark.withOption(word).isPresent()) {
            if (!rest.hasNext()) {
              return new Refused("option '%s' needs a value after it".formatted(word));
            }
            options.put(word, rest.next());
          } else if (benchmark.isEmpty()) {
            return new Refused(refusal(word));
          } else {
            benchmarks.add(benchmark.get());
          }
        }
      }
    }
    return answer(new Run(benchmarks, json, quick, options));
  }

  private static Arguments answer(Run run) {
    String wrong = wrong(run.benchmarks(), run.options());
    if (wrong != null) {
      return new Refused(wrong);
    }
    return run.benchmarks().isEmpty() ? new Help() : run;
  }

  private static @Nullable String wrong(List<Benchmark> benchmarks, Map<String, String> options) {
    for (String option : options.keySet()) {
      Benchmark owner =
          Benchmark.withOption(option).or(() -> Benchmark.withFlag(option)).orElseThrow();
      if (!benchmarks.contains(owner)) {
        return "option '%s' belongs to benchmark '%s': ./threadline bench %s %s …"
            .formatted(option, owner.title(), owner.title(), option);
      }
    }
    return benchmarks.stream()
        .map(benchmark -> benchmark.refusal(options))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String refusal(String word) {
    return word.startsWith("-")
        ? "unknown option '%s'%n%s%s".formatted(word, USAGE, Benchmark.listing())
        : "no benchmark is named '%s'; there are:%n%s".formatted(word, Benchmark.listing());
  }
}
