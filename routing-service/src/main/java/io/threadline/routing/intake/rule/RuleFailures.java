package io.threadline.routing.intake.rule;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Counts rules that could not be asked, and tells of each once a minute. Nothing of the message is
 * told, only which rule it was and why.
 */
@ApplicationScoped
public class RuleFailures {
  private static final Logger LOG = Logger.getLogger(RuleFailures.class);
  private static final long QUIET = Duration.ofMinutes(1).toNanos();
  private static final int MAX_REMEMBERED = 1_000;

  private final MeterRegistry registry;
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  RuleFailures(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A rule was passed over. */
  public void skipped(UUID tenant, Verdict.Skipped skipped) {
    Counter.builder("threadline_triage_rule_failures")
        .description("Rules that failed on a message and were passed over")
        .tag("reason", skipped.reason())
        .register(registry)
        .increment();
    if (told.size() > MAX_REMEMBERED) {
      told.clear();
    }
    long now = System.nanoTime();
    Long last = told.get(tenant + skipped.rule());
    if (last == null || now - last > QUIET) {
      told.put(tenant + skipped.rule(), now);
      LOG.warnf(
          "triage rule '%s' of tenant %s was passed over: %s",
          skipped.rule(), tenant, skipped.reason());
    }
  }
}
