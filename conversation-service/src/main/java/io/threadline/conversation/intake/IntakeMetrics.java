package io.threadline.conversation.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.threadline.conversation.core.Intake.Appended;
import io.threadline.conversation.core.Intake.Conflict;
import io.threadline.conversation.core.Intake.Plan;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Counts what the intake did. Nothing here names a customer, an address or a text. */
public final class IntakeMetrics {
  private static final Logger LOG = Logger.getLogger(IntakeMetrics.class);

  private final Timer delivery;
  private final Counter repeats;
  private final Counter conflicts;
  private final Counter opened;

  public IntakeMetrics(MeterRegistry registry) {
    this.delivery =
        Timer.builder("threadline.end.to.end.delivery")
            .description("From the acceptance of a message to its place in the thread")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(5))
            .register(registry);
    this.repeats =
        Counter.builder("threadline.messages.repeated")
            .description("Deliveries of a message that was in the thread already")
            .register(registry);
    this.conflicts =
        Counter.builder("threadline.messages.conflicting")
            .description("Other bodies under the id of a message in the thread")
            .register(registry);
    this.opened =
        Counter.builder("threadline.tickets.opened")
            .description("Tickets opened by customers' messages")
            .register(registry);
  }

  /** A batch is written; its commit follows at once. */
  void folded(Plan plan, Instant now) {
    for (Appended appended : plan.appended()) {
      Duration age = Duration.between(appended.message().receivedAt(), now);
      delivery.record(age.isNegative() ? Duration.ZERO : age);
    }
    repeats.increment(plan.repeats());
    opened.increment(plan.opened().size());
    conflicts.increment(plan.conflicts().size());
    plan.conflicts().forEach(IntakeMetrics::report);
  }

  private static void report(Conflict conflict) {
    LOG.warnf(
        "message %s on account %s came again under provider id %s with another body (SHA-256 %s, in "
            + "the thread is %s): the first one stays",
        conflict.message().messageId(),
        conflict.message().channelAccountId(),
        conflict.message().providerMessageId(),
        conflict.message().contentHash(),
        conflict.storedHash());
  }
}
