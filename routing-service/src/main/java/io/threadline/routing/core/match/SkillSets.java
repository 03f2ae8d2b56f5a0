package io.threadline.routing.core.match;

import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.order.Bits;
import io.threadline.routing.core.requirement.Expr;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * For each skill and level the agents who have it, a bit each: an expression over them is compiled
 * a machine word of agents at a time.
 */
final class SkillSets {
  private final Map<String, Bits[]> atLeast = new LinkedHashMap<>();
  private final Bits everybody = new Bits();
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  void add(Seat seat) {
    everybody.set(seat.number, true);
    numbers.put(seat.login, seat.number);
  }

  /** Sets, or with false clears, the bits of an agent's skills. */
  void mark(int agent, Skills skills, boolean value) {
    skills
        .levels()
        .forEach((skill, level) -> {
          Bits[] levels = atLeast.computeIfAbsent(skill, _ -> empty());
          for (int i = 0; i < Math.min(level, Skills.MAX_LEVEL); i++) {
            levels[i].set(agent, value);
          }
        });
  }

  private static Bits[] empty() {
    return IntStream.range(0, Skills.MAX_LEVEL).mapToObj(_ -> new Bits()).toArray(Bits[]::new);
  }

  /** The agents who satisfy the expression, as a new set. */
  Bits satisfying(Expr expr) {
    return switch (expr) {
      case Expr.Any _ -> everybody.copy();
      case Expr.Language _ -> new Bits();
      case Expr.SkillAtLeast skill -> having(skill);
      case Expr.AgentIn agents -> named(agents);
      case Expr.AllOf all -> {
        Bits result = everybody.copy();
        all.parts().forEach(part -> result.and(satisfying(part)));
        yield result;
      }
      case Expr.AnyOf any -> {
        Bits result = new Bits();
        any.parts().forEach(part -> result.or(satisfying(part)));
        yield result;
      }
    };
  }

  private Bits having(Expr.SkillAtLeast skill) {
    if (skill.level() <= 0) {
      return everybody.copy();
    }
    Bits[] levels = atLeast.get(skill.skill());
    return levels == null || skill.level() > Skills.MAX_LEVEL
        ? new Bits()
        : levels[skill.level() - 1].copy();
  }

  private Bits named(Expr.AgentIn agents) {
    Bits result = new Bits();
    for (String login : agents.logins()) {
      Integer number = numbers.get(login);
      if (number != null) {
        result.set(number, true);
      }
    }
    if (!agents.negated()) {
      return result;
    }
    Bits others = everybody.copy();
    others.andNot(result);
    return others;
  }
}
