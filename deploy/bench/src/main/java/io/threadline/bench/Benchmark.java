package io.threadline.bench;

import io.threadline.bench.conversations.ConversationsBench;
import io.threadline.bench.corpus.CorpusBench;
import io.threadline.bench.identity.IdentityBench;
import io.threadline.bench.language.LanguageBench;
import io.threadline.bench.pipeline.Pipeline;
import io.threadline.bench.routing.RoutingBench;
import io.threadline.bench.shell.ShellVsSql;
import io.threadline.bench.simulate.Simulate;
import io.threadline.bench.simulate.Strategies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The benchmarks by name. */
public enum Benchmark {
  PIPELINE("pipeline", "webhook to acceptance, thread and offer, through the real processes") {
    @Override
    public void run(Report report, Arguments.Run arguments) {
      Pipeline.run(report, arguments.quick());
    }
  },
  ACCEPT("accept", "of those, ingest.accept_rate alone, beside the bare endpoint") {
    @Override
    public void run(Report report, Arguments.Run arguments) {
      Pipeline.acceptRate(report, arguments.quick());
    }
  },
  CONVERSATIONS(
      "conversations", "thread pages, ticket lists and searches over a million messages") {
    @Override
    public void run(Report report, Arguments.Run arguments) {
      ConversationsBench.run(report, arguments.quick());
    }
  },
  IDENTITY("identity", "how good suggestions of who may be one person are") {
    @Override
    public void run(Report report, Arguments.Run arguments) {
      IdentityBench.run(report);
    }
  },
  LANGUAGE("language", "how often the language of a text is told right, by language") {
    @Override
    public void run(Report report, Arguments.Run arguments) {
      LanguageBench.run(report);
    }
  },
  ROUTING("routing", "decisions of the core, and of the shell beside SQL; accepts by REST") {
    @Override
    public void run(Report report, Arguments.Run arguments) {
      RoutingBench.run(report, arguments.quick());
      ShellVsSql.run(report, arguments.quick());
    }
  },
  SHELL("shell", "of those, all but the core: group commit beside SQL, restart, accepts by REST") {
    @Override
    public void run(Report report, Arguments.Run arguments) {
      ShellVsSql.run(report, arguments.quick());
    }
  },
  SIMULATE(
      "simulate",
      "the routing core against exact results, or one case: %s"
          .formatted(String.join(" ", Simulate.OPTIONS)),
      Simulate.OPTIONS) {
    @Override
    public void run(Report report, Arguments.Run arguments) {
      Simulate.run(report, arguments.options(), arguments.quick());
    }

    @Override
    @Nullable String refusal(Map<String, String> options) {
      return Simulate.refusal(options);
    }
  },
  CORPUS(
      "corpus",
      "the parsers of production over third-party samples: [%s DIR] [%s]"
          .formatted(CorpusBench.DATA, CorpusBench.DISAGREEMENTS),
      List.of(CorpusBench.DATA),
      List.of(CorpusBench.DISAGREEMENTS)) {
    @Override
    public void run(Report report, Arguments.Run arguments) {
      CorpusBench.run(report, arguments.options());
    }

    @Override
    @Nullable String refusal(Map<String, String> options) {
      return CorpusBench.refusal(options);
    }
  },
  STRATEGIES("strategies", "every strategy of the routing core on the same agents and customers") {
    @Override
    public void run(Report report, Arguments.Run arguments) {
      Strategies.run(report, arguments.quick());
    }
  };

  private final String title;
  private final String about;
  private final List<String> options;
  private final List<String> flags;

  Benchmark(String title, String about) {
    this(title, about, List.of());
  }

  Benchmark(String title, String about, List<String> options) {
    this(title, about, options, List.of());
  }

  Benchmark(String title, String about, List<String> options, List<String> flags) {
    this.title = title;
    this.about = about;
    this.options = options;
    this.flags = flags;
  }

  /**
   * Measures and reports.
   *
   * @throws IllegalStateException when something does not work as it must; no figure is made up
   */
  public abstract void run(Report report, Arguments.Run arguments);

  /** What is wrong with the values of its options; null if nothing is. */
  @Nullable String refusal(Map<String, String> options) {
    return null;
  }

  /** The benchmark that has an option of that name, which is followed by a value. */
  public static Optional<Benchmark> withOption(String option) {
    return Stream.of(values()).filter(each -> each.options.contains(option)).findFirst();
  }

  /** The benchmark that has an option of that name, which stands alone. */
  public static Optional<Benchmark> withFlag(String option) {
    return Stream.of(values()).filter(each -> each.flags.contains(option)).findFirst();
  }

  /** Its name on the command line. */
  public String title() {
    return title;
  }

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
