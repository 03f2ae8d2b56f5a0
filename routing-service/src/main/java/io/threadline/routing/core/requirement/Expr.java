package io.threadline.routing.core.requirement;

import io.threadline.routing.core.agent.Skills;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition on an agent. Its {@link #toString() text} is what people write and what {@link
 * ExprParser} reads back, as {@code language and (billing >= 5 or agent in {ani})}.
 */
public sealed interface Expr {

  /** True if an agent of that login and those skills satisfies the condition. */
  boolean test(String login, Skills skills);

  /** The same with the ticket's language in the place of {@link Language}. */
  Expr resolve(@Nullable String language);

  /** Hands every skill condition in it to the visitor. */
  void visitSkills(Consumer<SkillAtLeast> visitor);

  /** Anybody. */
  record Any() implements Expr {
    @Override
    public boolean test(String login, Skills skills) {
      return true;
    }

    @Override
    public Expr resolve(@Nullable String language) {
      return this;
    }

    @Override
    public void visitSkills(Consumer<SkillAtLeast> visitor) {}

    @Override
    public String toString() {
      return "any";
    }
  }

  /** Whoever speaks the ticket's language; anybody while that is unknown. */
  record Language() implements Expr {
    @Override
    public boolean test(String login, Skills skills) {
      throw new IllegalStateException("'language' must be resolved for a ticket first");
    }

    @Override
    public Expr resolve(@Nullable String language) {
      return language == null ? new Any() : new SkillAtLeast(Skills.language(language), 1);
    }

    @Override
    public void visitSkills(Consumer<SkillAtLeast> visitor) {}

    @Override
    public String toString() {
      return "language";
    }
  }

  /**
   * A skill at that level or above.
   *
   * @param level 1 to 10
   */
  record SkillAtLeast(String skill, int level) implements Expr {
    @Override
    public boolean test(String login, Skills skills) {
      return skills.level(skill) >= level;
    }

    @Override
    public Expr resolve(@Nullable String language) {
      return this;
    }

    @Override
    public void visitSkills(Consumer<SkillAtLeast> visitor) {
      visitor.accept(this);
    }

    @Override
    public String toString() {
      return skill + " >= " + level;
    }
  }

  /** One of the agents named, or, negated, none of them. */
  record AgentIn(SortedSet<String> logins, boolean negated) implements Expr {
    public AgentIn {
      logins = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(logins));
    }

    @Override
    public boolean test(String login, Skills skills) {
      return logins.contains(login) != negated;
    }

    @Override
    public Expr resolve(@Nullable String language) {
      return this;
    }

    @Override
    public void visitSkills(Consumer<SkillAtLeast> visitor) {}

    @Override
    public String toString() {
      return (negated ? "not agent in {" : "agent in {") + String.join(", ", logins) + "}";
    }
  }

  /** All of them. */
  final class AllOf extends Parts implements Expr {
    public AllOf(List<Expr> parts) {
      super(parts);
    }

    @Override
    public boolean test(String login, Skills skills) {
      for (Expr part : parts()) {
        if (!part.test(login, skills)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Expr resolve(@Nullable String language) {
      return new AllOf(parts().stream().map(part -> part.resolve(language)).toList());
    }

    @Override
    public void visitSkills(Consumer<SkillAtLeast> visitor) {
      parts().forEach(part -> part.visitSkills(visitor));
    }

    @Override
    public String toString() {
      return parts().stream()
          .map(part -> part instanceof AnyOf ? "(" + part + ")" : part.toString())
          .collect(Collectors.joining(" and "));
    }
  }

  /** At least one of them. */
  final class AnyOf extends Parts implements Expr {
    public AnyOf(List<Expr> parts) {
      super(parts);
    }

    @Override
    public boolean test(String login, Skills skills) {
      for (Expr part : parts()) {
        if (part.test(login, skills)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Expr resolve(@Nullable String language) {
      return new AnyOf(parts().stream().map(part -> part.resolve(language)).toList());
    }

    @Override
    public void visitSkills(Consumer<SkillAtLeast> visitor) {
      parts().forEach(part -> part.visitSkills(visitor));
    }

    @Override
    public String toString() {
      return parts().stream().map(Expr::toString).collect(Collectors.joining(" or "));
    }
  }
}
