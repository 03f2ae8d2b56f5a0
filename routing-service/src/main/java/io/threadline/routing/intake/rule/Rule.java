package io.threadline.routing.intake.rule;

import org.jspecify.annotations.Nullable;

/**
 * If the condition holds, the ticket needs this. As people send it; {@link RuleCompiler} tells what
 * is wrong with it.
 *
 * @param name unique in its rule set
 * @param when a condition in CEL over {@link Facts}
 * @param then what the ticket needs
 */
public record Rule(String name, String when, Needs then) {
  public Rule(@Nullable String name, @Nullable String when, @Nullable Needs then) {
    this.name = name == null ? "" : name;
    this.when = when == null ? "" : when;
    this.then = then == null ? Needs.NONE : then;
  }
}
