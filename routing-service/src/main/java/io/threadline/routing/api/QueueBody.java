package io.threadline.routing.api;

import io.threadline.platform.problem.ApiException;
import io.threadline.routing.core.queue.Overflow;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.ExprParser;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.sla.SlaPolicy;
import io.threadline.routing.core.state.QueueDefinition;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue as supervisors define one, and as the API shows it.
 *
 * @param steps whom its tickets ask for; absent for whoever speaks the ticket's language
 * @param strategy {@code least-loaded} (the default), {@code longest-idle}, {@code round-robin},
 *     {@code most-skilled}, {@code price}, {@code primary-first}
 * @param target the first-response promise, ISO 8601; absent for five minutes
 * @param weight how much a wait counts beside other queues; absent for 1
 * @param autoAccept channels whose offers are accepted as they are made, {@code *} for every one
 * @param calendar when it is open; absent for always
 * @param shape written only, in the place of steps: requirements as another vendor writes them
 * @param maxWait after that long a ticket goes before all others, ISO 8601; absent for never
 * @param wrapUp time after a ticket, ISO 8601; absent for none
 * @param fairnessBand of strategy price: how many percent above the lowest price count as the
 *     lowest; absent for 0
 */
public record QueueBody(
    @Nullable String name,
    @Nullable String displayName,
    @Nullable List<StepBody> steps,
    @Nullable String strategy,
    @Nullable String target,
    @Nullable Integer weight,
    @Nullable String wrapUp,
    @Nullable List<String> autoAccept,
    @Nullable Integer fairnessBand,
    @Nullable String calendar,
    @Nullable SlaBody sla,
    @Nullable OverflowBody overflow,
    @Nullable String maxWait,
    @Nullable ShapeBody shape) {

  /**
   * Promises by clock, ISO 8601; absent for none. Business hours count where there is a calendar.
   */
  public record SlaBody(
      @Nullable String firstResponse, @Nullable String nextResponse, @Nullable String resolution) {}

  /**
   * When tickets leave the queue.
   *
   * @param maxWait after that long, ISO 8601
   * @param maxDepth when that many wait already
   * @param unstaffed when nobody for them is at work
   * @param queue where they go; absent to put them off to the next opening
   */
  public record OverflowBody(
      @Nullable String maxWait,
      @Nullable Integer maxDepth,
      @Nullable Boolean unstaffed,
      @Nullable String queue) {}

  /**
   * A step.
   *
   * @param expr as {@code language and billing >= 5}
   * @param expiresAfter ISO 8601, as {@code PT30S}; absent for never
   */
  public record StepBody(@Nullable String expr, @Nullable String expiresAfter) {}

  static QueueBody empty() {
    return new QueueBody(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  static QueueBody of(QueueDefinition queue) {
    return new QueueBody(
        queue.name(),
        queue.displayName(),
        queue.steps().stream()
            .map(step ->
                new StepBody(
                    step.expr().toString(),
                    step.expiresAfter() == null ? null : step.expiresAfter().toString()))
            .toList(),
        Answers.lower(queue.strategy()),
        queue.target().toString(),
        queue.weight(),
        queue.wrapUp().toString(),
        List.copyOf(queue.autoAccept()),
        queue.fairnessBand(),
        queue.calendar(),
        sla(queue.sla()),
        overflow(queue.overflow()),
        text(queue.maxWait()),
        null);
  }

  /**
   * The queue that is meant.
   *
   * @param neverRelax tells the skills that a compiled shape keeps to its end
   */
  QueueDefinition definition(String queue, Predicate<String> neverRelax) {
    List<Step> parsed = new ArrayList<>();
    if (shape != null) {
      if (steps != null) {
        throw ApiException.invalid("shape", shape.kind(), "give steps or a shape, not both");
      }
      parsed.addAll(shape.compile(neverRelax));
    } else if (steps == null || steps.isEmpty()) {
      parsed.add(new Step(ExprParser.parse("language"), null));
    } else {
      steps.forEach(step -> parsed.add(step(step)));
    }
    return new QueueDefinition(
        Names.name("queue", queue),
        displayName == null || displayName.isBlank() ? queue : displayName,
        parsed,
        strategy(strategy),
        duration("target", target, Duration.ofMinutes(5)),
        weight == null ? 1 : weight,
        duration("wrapUp", wrapUp, Duration.ZERO),
        channels(autoAccept),
        fairnessBand == null ? 0 : fairnessBand,
        calendar,
        sla == null
            ? null
            : new SlaPolicy(
                optional("sla.firstResponse", sla.firstResponse()),
                optional("sla.nextResponse", sla.nextResponse()),
                optional("sla.resolution", sla.resolution())),
        overflow == null
            ? null
            : new Overflow(
                optional("overflow.maxWait", overflow.maxWait()),
                overflow.maxDepth(),
                Boolean.TRUE.equals(overflow.unstaffed()),
                overflow.queue()),
        optional("maxWait", maxWait),
        0);
  }

  private static @Nullable SlaBody sla(@Nullable SlaPolicy sla) {
    return sla == null
        ? null
        : new SlaBody(text(sla.firstResponse()), text(sla.nextResponse()), text(sla.resolution()));
  }

  private static @Nullable OverflowBody overflow(@Nullable Overflow overflow) {
    return overflow == null
        ? null
        : new OverflowBody(
            text(overflow.maxWait()),
            overflow.maxDepth(),
            overflow.unstaffed(),
            overflow.toQueue());
  }

  private static @Nullable String text(@Nullable Duration duration) {
    return duration == null ? null : duration.toString();
  }

  private static @Nullable Duration optional(String field, @Nullable String text) {
    return text == null ? null : duration(field, text, Duration.ZERO);
  }

  private static SortedSet<String> channels(@Nullable List<String> names) {
    SortedSet<String> channels = new TreeSet<>();
    for (String name : names == null ? List.<String>of() : names) {
      channels.add(name.equals(QueueDefinition.EVERY_CHANNEL) ? name : Names.name("channel", name));
    }
    return channels;
  }

  private static Step step(StepBody step) {
    String text = step.expr() == null ? "" : step.expr();
    try {
      Duration expiry =
          step.expiresAfter() == null
              ? null
              : duration("expiresAfter", step.expiresAfter(), Duration.ZERO);
      return new Step(ExprParser.parse(text), expiry);
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("expr", text, String.valueOf(e.getMessage()));
    }
  }

  private static Strategy strategy(@Nullable String name) {
    if (name == null) {
      return Strategy.LEAST_LOADED;
    }
    for (Strategy strategy : Strategy.values()) {
      if (Answers.lower(strategy).equals(name.toLowerCase(Locale.ROOT))) {
        return strategy;
      }
    }
    throw ApiException.invalid(
        "strategy",
        name,
        "use one of least-loaded, longest-idle, round-robin, most-skilled, price");
  }

  static Duration duration(String field, @Nullable String text, Duration otherwise) {
    try {
      return text == null ? otherwise : Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw ApiException.invalid(field, text, "use an ISO 8601 duration as PT30S");
    }
  }
}
