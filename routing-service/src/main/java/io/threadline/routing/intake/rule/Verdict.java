package io.threadline.routing.intake.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of a message.
 *
 * @param rule the name of the rule that decided; null if none did
 * @param version of the rule set
 * @param skipped rules that could not be asked, which therefore did not decide
 */
public record Verdict(@Nullable String rule, long version, Needs needs, List<Skipped> skipped) {

  /** No rule decides. */
  public static final Verdict NONE = new Verdict(null, 0, Needs.NONE, List.of());

  /**
   * A rule that failed on a message.
   *
   * @param reason one of a few words, never anything of the message
   */
  public record Skipped(String rule, String reason) {}
}
