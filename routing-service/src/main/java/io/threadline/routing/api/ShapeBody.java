package io.threadline.routing.api;

import io.threadline.platform.problem.ApiException;
import io.threadline.routing.core.requirement.Shapes;
import io.threadline.routing.core.requirement.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Requirements as other vendors write them, in the place of a queue's steps.
 *
 * @param kind {@code connect} (Amazon: steps), {@code bullseye} (Genesys: skills, rings) or {@code
 *     salesforce} (skills, additional, dropAfter)
 * @param steps of connect: least levels by skill, one after the other
 * @param skills least levels by skill
 * @param rings of a bullseye, at most six: each removes skills
 * @param additional of salesforce: skills that are dropped, the highest priority number first
 * @param dropAfter of salesforce, ISO 8601
 */
public record ShapeBody(
    @Nullable String kind,
    @Nullable List<DemandBody> steps,
    @Nullable Map<String, Integer> skills,
    @Nullable List<RingBody> rings,
    @Nullable List<AdditionalBody> additional,
    @Nullable String dropAfter) {

  /** A step of connect; the last one may stay for ever. */
  public record DemandBody(@Nullable Map<String, Integer> skills, @Nullable String expiresAfter) {}

  /** A ring of a bullseye. */
  public record RingBody(@Nullable String expiresAfter, @Nullable List<String> removes) {}

  /** An additional skill of salesforce. */
  public record AdditionalBody(
      @Nullable String skill, @Nullable Integer level, @Nullable Integer priority) {}

  /** The steps that it means. */
  List<Step> compile(Predicate<String> neverRelax) {
    try {
      return switch (kind == null ? "" : kind) {
        case "connect" -> connect(neverRelax);
        case "bullseye" ->
            Shapes.bullseye(levels(skills), rings == null ? List.of() : rings(rings), neverRelax);
        case "salesforce" -> salesforce(neverRelax);
        default ->
            throw ApiException.invalid(
                "shape.kind", kind, "use one of connect, bullseye, salesforce");
      };
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("shape", kind, String.valueOf(e.getMessage()));
    }
  }

  private List<Step> connect(Predicate<String> neverRelax) {
    if (steps == null || steps.isEmpty()) {
      throw ApiException.invalid("shape.steps", steps, "give at least one step");
    }
    return Shapes.connect(
        steps.stream()
            .map(step ->
                new Shapes.Demand(
                    levels(step.skills()),
                    step.expiresAfter() == null ? null : time(step.expiresAfter())))
            .toList(),
        neverRelax);
  }

  private List<Step> salesforce(Predicate<String> neverRelax) {
    List<Shapes.Asked> asked = new java.util.ArrayList<>();
    levels(skills).forEach((skill, level) -> asked.add(new Shapes.Asked(skill, level, null)));
    for (AdditionalBody each : additional == null ? List.<AdditionalBody>of() : additional) {
      asked.add(
          new Shapes.Asked(
              String.valueOf(each.skill()),
              each.level() == null ? 0 : each.level(),
              each.priority() == null ? 0 : each.priority()));
    }
    return Shapes.salesforce(asked, time(dropAfter), neverRelax);
  }

  private static List<Shapes.Ring> rings(List<RingBody> rings) {
    return rings.stream()
        .map(ring ->
            new Shapes.Ring(
                time(ring.expiresAfter()),
                new TreeSet<>(ring.removes() == null ? List.of() : ring.removes())))
        .toList();
  }

  private static TreeMap<String, Integer> levels(@Nullable Map<String, Integer> given) {
    return new TreeMap<>(given == null ? Map.of() : given);
  }

  private static Duration time(@Nullable String text) {
    if (text == null) {
      throw ApiException.invalid("shape time", null, "give an ISO 8601 duration as PT30S");
    }
    return QueueBody.duration("shape time", text, Duration.ZERO);
  }
}
