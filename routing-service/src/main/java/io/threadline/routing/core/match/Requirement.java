package io.threadline.routing.core.match;

import io.threadline.routing.core.requirement.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An expression taken apart: what it asks of skills, which many agents satisfy alike, and the
 * agents that it names, who are looked at one by one.
 *
 * @param base the expression without the agents that it names; every agent who satisfies the
 *     expression satisfies it
 * @param only the agents among whom it must be; null if it may be anybody
 * @param named all whom it names in a condition that stands by itself
 */
record Requirement(
    Expr expr, Expr base, @Nullable SortedSet<String> only, SortedSet<String> named) {

  static Requirement of(Expr expr) {
    List<Expr> parts = new ArrayList<>();
    flatten(expr, parts);
    List<Expr> rest = new ArrayList<>();
    SortedSet<String> named = new TreeSet<>();
    SortedSet<String> only = null;
    for (Expr part : parts) {
      if (part instanceof Expr.AgentIn agents) {
        named.addAll(agents.logins());
        if (!agents.negated() && only == null) {
          only = new TreeSet<>(agents.logins());
        } else if (!agents.negated() && only != null) {
          only.retainAll(agents.logins());
        }
      } else {
        rest.add(part);
      }
    }
    return new Requirement(expr, named.isEmpty() ? expr : all(rest), only, named);
  }

  private static void flatten(Expr expr, List<Expr> parts) {
    if (expr instanceof Expr.AllOf all) {
      all.parts().forEach(part -> flatten(part, parts));
    } else {
      parts.add(expr);
    }
  }

  private static Expr all(List<Expr> parts) {
    return switch (parts.size()) {
      case 0 -> new Expr.Any();
      case 1 -> parts.getFirst();
      default -> new Expr.AllOf(parts);
    };
  }

  /** The skills that the expression names, as often as it names them. */
  List<String> skills() {
    List<String> names = new ArrayList<>();
    expr.visitSkills(skill -> names.add(skill.skill()));
    return names;
  }
}
