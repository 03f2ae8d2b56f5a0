package io.threadline.routing.intake.rule;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A rule set that can be asked, by several threads at once. */
public final class Rules {
  public static final Rules NONE = new Rules(List.of(), 0);

  private final List<Live> rules;
  private final long version;

  /** A rule with its compiled condition. */
  record Live(Rule rule, CelRuntime.Program condition) {}

  Rules(List<Live> rules, long version) {
    this.rules = List.copyOf(rules);
    this.version = version;
  }

  /** The same rules as saved in a version, which their verdicts name. */
  Rules in(long savedVersion) {
    return new Rules(rules, savedVersion);
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** The first rule that holds decides; one that fails is passed over. */
  public Verdict ask(Facts facts) {
    Map<String, Object> variables = facts.variables();
    List<Verdict.Skipped> skipped = new ArrayList<>();
    for (Live live : rules) {
      try {
        if (Boolean.TRUE.equals(live.condition().eval(variables))) {
          return new Verdict(live.rule().name(), version, live.rule().then(), List.copyOf(skipped));
        }
      } catch (CelEvaluationException e) {
        skipped.add(new Verdict.Skipped(live.rule().name(), reason(e.getErrorCode())));
      } catch (RuntimeException e) {
        skipped.add(new Verdict.Skipped(live.rule().name(), reason(CelErrorCode.INTERNAL_ERROR)));
      }
    }
    return new Verdict(null, version, Needs.NONE, List.copyOf(skipped));
  }

  private static String reason(CelErrorCode code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
