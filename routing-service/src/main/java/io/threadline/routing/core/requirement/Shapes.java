package io.threadline.routing.core.requirement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Requirements in the shapes that other vendors know, compiled to steps. Each ends with a step that
 * demands only what is never relaxed.
 */
public final class Shapes {
  /** Genesys Cloud knows no more bullseye rings. */
  public static final int MAX_RINGS = 6;

  private Shapes() {}

  /**
   * A demand that holds for a while.
   *
   * @param levels the least level by skill
   * @param expiresAfter null for the last
   */
  public record Demand(SortedMap<String, Integer> levels, @Nullable Duration expiresAfter) {}

  /** A ring that gives up skills when the one before it has expired. */
  public record Ring(Duration expiresAfter, SortedSet<String> removes) {}

  /**
   * A skill as Salesforce asks for it.
   *
   * @param level 0 to 10; 0 is content with whoever has the skill at all
   * @param dropPriority null for a required skill; additional ones are dropped from the highest
   *     number down
   */
  public record Asked(String skill, int level, @Nullable Integer dropPriority) {}

  /** Amazon Connect: steps one after the other, each an AND of least levels. */
  public static List<Step> connect(List<Demand> demands, Predicate<String> neverRelax) {
    List<Step> steps = new ArrayList<>();
    for (Demand demand : demands) {
      add(steps, demand.levels(), demand.expiresAfter());
    }
    Demand last = demands.getLast();
    return last.expiresAfter() == null
        ? List.copyOf(steps)
        : ending(steps, last.levels(), neverRelax);
  }

  /**
   * Genesys bullseye: all skills in the first ring, fewer in each one further out.
   *
   * @throws IllegalArgumentException if there are more than {@value #MAX_RINGS} rings
   */
  public static List<Step> bullseye(
      SortedMap<String, Integer> levels, List<Ring> rings, Predicate<String> neverRelax) {
    if (rings.isEmpty() || rings.size() > MAX_RINGS) {
      throw new IllegalArgumentException(rings.size() + " rings: a bullseye has 1 to " + MAX_RINGS);
    }
    List<Step> steps = new ArrayList<>();
    SortedMap<String, Integer> left = new TreeMap<>(levels);
    for (Ring ring : rings) {
      left.keySet().removeAll(ring.removes());
      add(steps, left, ring.expiresAfter());
    }
    return ending(steps, left, neverRelax);
  }

  /**
   * Salesforce: required skills stay, groups of additional ones are dropped one after the other.
   *
   * @throws IllegalArgumentException if a level is not from 0 to 10
   */
  public static List<Step> salesforce(
      List<Asked> asked, Duration dropAfter, Predicate<String> neverRelax) {
    SortedMap<String, Integer> left = new TreeMap<>();
    SortedSet<Integer> groups = new TreeSet<>();
    for (Asked skill : asked) {
      if (skill.level() < 0 || skill.level() > 10) {
        throw new IllegalArgumentException(
            "level %d of skill '%s' must be from 0 to 10".formatted(skill.level(), skill.skill()));
      }
      left.put(skill.skill(), Math.max(1, skill.level()));
      if (skill.dropPriority() != null) {
        groups.add(skill.dropPriority());
      }
    }
    List<Step> steps = new ArrayList<>();
    for (int group : groups.reversed()) {
      add(steps, left, dropAfter);
      for (Asked skill : asked) {
        if (skill.dropPriority() != null
            && skill.dropPriority() == group
            && !neverRelax.test(skill.skill())) {
          left.remove(skill.skill());
        }
      }
    }
    add(steps, left, null);
    return List.copyOf(steps);
  }

  private static List<Step> ending(
      List<Step> steps, SortedMap<String, Integer> levels, Predicate<String> neverRelax) {
    SortedMap<String, Integer> kept = new TreeMap<>(levels);
    kept.keySet().removeIf(skill -> !neverRelax.test(skill));
    add(steps, kept, null);
    return List.copyOf(steps);
  }

  private static void add(
      List<Step> steps, SortedMap<String, Integer> levels, @Nullable Duration expiresAfter) {
    List<Expr> parts = new ArrayList<>(List.of(new Expr.Language()));
    levels.forEach((skill, level) -> parts.add(new Expr.SkillAtLeast(skill, level)));
    Expr expr = parts.size() == 1 ? parts.getFirst() : new Expr.AllOf(parts);
    steps.add(new Step(expr, expiresAfter));
  }
}
