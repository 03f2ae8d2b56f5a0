package io.threadline.routing.core.requirement;

import io.threadline.routing.core.agent.Skills;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns a queue's steps into those of one ticket, and checks them when they are defined. */
public final class Requirements {
  private Requirements() {}

  /**
   * The steps of a ticket: the queue's, with the language in place and required in every one
   * (languages are never relaxed), after a step for the preferred agent if there is one.
   */
  public static List<Step> compile(
      List<Step> template,
      @Nullable String language,
      @Nullable String preferredAgent,
      Duration stickyFor) {
    List<Step> steps = new ArrayList<>(template.size() + 1);
    if (preferredAgent != null) {
      Expr agent = new Expr.AgentIn(new TreeSet<>(List.of(preferredAgent)), false);
      steps.add(new Step(withLanguage(agent, language), stickyFor, true));
    }
    for (Step step : template) {
      Expr expr = withLanguage(step.expr().resolve(language), language);
      steps.add(new Step(expr, step.expiresAfter()));
    }
    return List.copyOf(steps);
  }

  /**
   * The steps that a ticket has, after a step for the agent who had it.
   *
   * @param steps as compiled; one for another preferred agent is dropped
   */
  public static List<Step> preferring(
      List<Step> steps, String agent, @Nullable String language, Duration stickyFor) {
    Expr who = new Expr.AgentIn(new TreeSet<>(List.of(agent)), false);
    List<Step> preferring = new ArrayList<>(steps.size() + 1);
    preferring.add(new Step(withLanguage(who, language), stickyFor, true));
    steps.stream().filter(step -> !step.sticky()).forEach(preferring::add);
    return List.copyOf(preferring);
  }

  /**
   * The steps with further skills asked for in every one. Whoever has them is waited for as long as
   * there is such an agent in the pool; the steps behind, which do without those that may be
   * relaxed, are for a pool that has none, so that no ticket waits for nobody.
   *
   * @param skills least levels by name
   */
  public static List<Step> demanding(
      List<Step> steps, SortedMap<String, Integer> skills, Predicate<String> neverRelax) {
    SortedMap<String, Integer> kept = new TreeMap<>(skills);
    kept.keySet().removeIf(skill -> !neverRelax.test(skill));
    List<Step> demanding = new ArrayList<>(steps.size() + 1);
    for (Step step : steps) {
      demanding.add(new Step(with(step.expr(), skills), step.expiresAfter(), step.sticky()));
    }
    if (kept.size() < skills.size()) {
      for (Step step : steps) {
        if (!step.sticky()) {
          demanding.add(new Step(with(step.expr(), kept), step.expiresAfter()));
        }
      }
    }
    return List.copyOf(demanding);
  }

  private static Expr with(Expr expr, SortedMap<String, Integer> skills) {
    SortedMap<String, Integer> demanded = demanded(expr);
    List<Expr> parts = new ArrayList<>();
    if (expr instanceof Expr.AllOf all) {
      parts.addAll(all.parts());
    } else {
      parts.add(expr);
    }
    int before = parts.size();
    skills.forEach((skill, level) -> {
      if (demanded.getOrDefault(skill, 0) < level) {
        parts.add(new Expr.SkillAtLeast(skill, level));
      }
    });
    return parts.size() == before ? expr : new Expr.AllOf(parts);
  }

  private static Expr withLanguage(Expr expr, @Nullable String language) {
    if (language == null) {
      return expr;
    }
    Expr.SkillAtLeast spoken = new Expr.SkillAtLeast(Skills.language(language), 1);
    if (demanded(expr).getOrDefault(spoken.skill(), 0) >= 1) {
      return expr;
    }
    List<Expr> parts = new ArrayList<>(List.of(spoken));
    if (expr instanceof Expr.AllOf all) {
      parts.addAll(all.parts());
    } else {
      parts.add(expr);
    }
    return new Expr.AllOf(parts);
  }

  /**
   * What a later step relaxes that must never be relaxed, in words; null if nothing.
   *
   * @param neverRelax tells the skills that every step must go on demanding
   */
  public static @Nullable String relaxation(List<Step> steps, Predicate<String> neverRelax) {
    SortedMap<String, Integer> demanded = new TreeMap<>();
    for (int i = 0; i < steps.size(); i++) {
      SortedMap<String, Integer> here = demanded(steps.get(i).expr());
      for (var earlier : demanded.entrySet()) {
        if (here.getOrDefault(earlier.getKey(), 0) < earlier.getValue()) {
          return "step %d '%s' relaxes skill '%s', which is never relaxed: repeat '%s >= %d' in it"
              .formatted(
                  i + 1,
                  steps.get(i).expr(),
                  earlier.getKey(),
                  earlier.getKey(),
                  earlier.getValue());
        }
      }
      here.forEach((skill, level) -> {
        if (neverRelax.test(skill)) {
          demanded.put(skill, level);
        }
      });
    }
    return null;
  }

  /** The skills that an expression demands of everybody, with their levels. */
  private static SortedMap<String, Integer> demanded(Expr expr) {
    SortedMap<String, Integer> result = new TreeMap<>();
    switch (expr) {
      case Expr.SkillAtLeast skill -> result.put(skill.skill(), skill.level());
      case Expr.AllOf all ->
          all.parts()
              .forEach(
                  part -> demanded(part).forEach((name, n) -> result.merge(name, n, Math::max)));
      case Expr.Any _, Expr.Language _, Expr.AgentIn _, Expr.AnyOf _ -> {}
    }
    return result;
  }
}
