package io.threadline.bench.simulate;

import io.threadline.bench.Report;
import io.threadline.routing.simulate.ErlangCase;
import io.threadline.routing.simulate.ErlangFigures;
import io.threadline.routing.simulate.Plan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./threadline bench simulate}: one case of the command line, or without one the table of
 * all exact results.
 */
public final class Simulate {
  private static final String ARRIVALS = "--arrivals-per-hour";
  private static final String HANDLE = "--handle-seconds";
  private static final String AGENTS = "--agents";
  private static final String PATIENCE = "--patience-seconds";
  private static final String SEED = "--seed";

  /** Each is followed by a value. */
  public static final List<String> OPTIONS = List.of(ARRIVALS, HANDLE, AGENTS, PATIENCE, SEED);

  private static final long DEFAULT_SEED = 1;
  private static final int QUICK_CUSTOMERS = 20_000;

  private Simulate() {}

  /** What is wrong with the options; null if nothing is. */
  public static @Nullable String refusal(Map<String, String> options) {
    try {
      seed(options);
      given(options);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** Simulates and reports. */
  public static void run(Report report, Map<String, String> options, boolean quick) {
    ErlangCase given = given(options);
    if (given == null) {
      OracleTable.run(report, seed(options), quick);
      return;
    }
    Plan plan = quick ? given.plan(QUICK_CUSTOMERS) : given.plan();
    report.note(
        "%d runs of %d customers, %d of whom only warm it up"
            .formatted(
                plan.replications(),
                plan.warmUp() + plan.batches() * plan.batchSize(),
                plan.warmUp()));
    ErlangFigures figures = given.run(seed(options), plan);
    report.object(CaseJson.of(figures));
    report.line("");
    CaseJson.lines(figures).forEach(report::line);
  }

  /** The case that the options describe; null if they describe none. */
  private static @Nullable ErlangCase given(Map<String, String> options) {
    if (options.keySet().stream().allMatch(SEED::equals)) {
      return null;
    }
    double agents = number(options, AGENTS, false);
    if (agents != Math.rint(agents) || agents < 1) {
      throw new IllegalArgumentException(
          "%s '%s' must be a whole number from 1 on".formatted(AGENTS, options.get(AGENTS)));
    }
    return new ErlangCase(
        number(options, ARRIVALS, false),
        number(options, HANDLE, false),
        (int) agents,
        number(options, PATIENCE, true));
  }

  private static double number(Map<String, String> options, String option, boolean mayBeInfinite) {
    String text = options.get(option);
    if (text == null) {
      throw new IllegalArgumentException(
          "%s is missing: a case needs %s, %s, %s and %s"
              .formatted(option, ARRIVALS, HANDLE, AGENTS, PATIENCE));
    }
    if (mayBeInfinite && text.equals("inf")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that does not fit.
    }
    throw new IllegalArgumentException(
        "%s '%s' must be a number above 0%s"
            .formatted(
                option, text, mayBeInfinite ? ", or inf for customers who never leave" : ""));
  }

  private static long seed(Map<String, String> options) {
    String text = options.getOrDefault(SEED, String.valueOf(DEFAULT_SEED));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s '%s' must be a whole number".formatted(SEED, text), e);
    }
  }
}
