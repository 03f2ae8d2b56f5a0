package io.threadline.routing.intake.rule;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Priority;
import io.threadline.routing.core.agent.Skills;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells everything that is wrong with a rule set before it goes live, or gives the rules. */
public final class RuleCheck {
  static final int MAX_RULES = 100;
  static final int MAX_SAMPLES = 200;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final Set<String> PRIORITIES =
      Set.copyOf(
          Stream.of(Priority.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList());

  private final RuleCompiler compiler = new RuleCompiler();

  /** What became of a rule set. */
  public sealed interface Checked {
    /** It can go live once its samples agree. */
    record Sound(Rules rules) implements Checked {}

    /** It cannot; at least one fault. */
    record Refused(List<Fault> faults) implements Checked {}
  }

  /** Checks all of a rule set, so that one answer tells all that is wrong. */
  public Checked check(RuleSet set, Vocabulary vocabulary) {
    List<Fault> faults = new ArrayList<>();
    tooMany("rules", set.rules().size(), MAX_RULES, faults);
    tooMany("samples", set.samples().size(), MAX_SAMPLES, faults);
    if (!faults.isEmpty()) {
      return new Checked.Refused(faults);
    }
    List<Rules.Live> live = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Rule rule : set.rules()) {
      name("rule", rule.name(), names, faults);
      needs("rule '" + rule.name() + "'", rule.then(), vocabulary, faults);
      switch (compiler.compile(rule)) {
        case RuleCompiler.Compiled.Condition it -> live.add(new Rules.Live(rule, it.program()));
        case RuleCompiler.Compiled.Faulty it -> faults.addAll(it.faults());
      }
    }
    samples(set, names, faults);
    return faults.isEmpty() ? new Checked.Sound(new Rules(live, 0)) : new Checked.Refused(faults);
  }

  /**
   * The rules of a set that was checked when it was saved; one that no longer compiles is left out.
   */
  public Rules stored(RuleSet set, java.util.function.Consumer<Fault> leftOut) {
    List<Rules.Live> live = new ArrayList<>();
    for (Rule rule : set.rules()) {
      switch (compiler.compile(rule)) {
        case RuleCompiler.Compiled.Condition it -> live.add(new Rules.Live(rule, it.program()));
        case RuleCompiler.Compiled.Faulty it -> it.faults().forEach(leftOut);
      }
    }
    return new Rules(live, 0);
  }

  private static void tooMany(String what, int count, int max, List<Fault> faults) {
    if (count > max) {
      faults.add(
          Fault.of(
              "rule set",
              what,
              "there are " + count + " " + what + ", and " + max + " is the limit",
              "take some out, or say with one rule what several say"));
    }
  }

  private static void name(String kind, String name, Set<String> names, List<Fault> faults) {
    String in = kind + " '" + name + "'";
    if (!NAME.matcher(name).matches() || name.equals(Sample.Expectation.NO_RULE)) {
      faults.add(
          Fault.of(
              in,
              "name",
              "'" + name + "' is no name",
              "use a-z, 0-9 and '-', a letter first, and not the word 'none'"));
    } else if (!names.add(name)) {
      faults.add(Fault.of(in, "name", "there are two of this name", "rename one"));
    }
  }

  private static void needs(String in, Needs needs, Vocabulary vocabulary, List<Fault> faults) {
    if (needs.isEmpty()) {
      faults.add(
          Fault.of(in, "then", "it decides nothing", "give a queue, priority, language or skills"));
    }
    unknown(in, "then.queue", "queue", needs.queue(), vocabulary.queues(), "/api/queues/", faults);
    priority(in, "then.priority", needs.priority(), faults);
    String language = needs.language();
    if (language != null && !LANGUAGE.matcher(language).matches()) {
      faults.add(
          Fault.of(
              in,
              "then.language",
              "'" + language + "' is no language",
              "use an ISO 639 code as 'en' or 'hy'"));
    }
    SortedMap<String, Integer> skills = needs.skills();
    if (skills != null) {
      skills.forEach((skill, level) -> {
        unknown(in, "then.skills", "skill", skill, vocabulary.skills(), "/api/skills/", faults);
        level(in, skill, level, faults);
      });
    }
  }

  private static void unknown(
      String in,
      String field,
      String kind,
      @Nullable String name,
      SortedSet<String> known,
      String path,
      List<Fault> faults) {
    if (name != null && !known.contains(name)) {
      faults.add(
          Fault.of(
              in,
              field,
              kind + " '" + name + "' is not defined",
              "define it with PUT " + path + name + ", or use one of " + known));
    }
  }

  private static void level(String in, String skill, @Nullable Integer level, List<Fault> faults) {
    if (level == null || level < 1 || level > Skills.MAX_LEVEL) {
      faults.add(
          Fault.of(
              in,
              "then.skills",
              "level " + level + " of skill '" + skill + "' is out of range",
              "use 1 to " + Skills.MAX_LEVEL));
    }
  }

  private static void priority(
      String in, String field, @Nullable String priority, List<Fault> faults) {
    if (priority != null && !PRIORITIES.contains(priority)) {
      faults.add(
          Fault.of(
              in, field, "'" + priority + "' is no priority", "use low, normal, high or urgent"));
    }
  }

  private static void samples(RuleSet set, Set<String> rules, List<Fault> faults) {
    Set<String> names = new HashSet<>();
    for (Sample sample : set.samples()) {
      String in = "sample '" + sample.name() + "'";
      if (sample.name().isBlank() || !names.add(sample.name())) {
        faults.add(Fault.of(in, "name", "it is empty or taken", "give each sample its own name"));
      }
      if (sample.message().channel() == null || sample.message().text() == null) {
        faults.add(
            Fault.of(
                in, "message", "channel or text is missing", "give both; the text may be empty"));
      } else {
        channel(in, sample.message().channel(), faults);
      }
      priority(in, "message.priority", sample.message().priority(), faults);
      String rule = sample.expect().rule();
      if (rule != null && !rule.equals(Sample.Expectation.NO_RULE) && !rules.contains(rule)) {
        faults.add(
            Fault.of(
                in, "expect.rule", "there is no rule '" + rule + "'", "use one of this rule set"));
      }
      if (sample.expect().isEmpty()) {
        faults.add(
            Fault.of(
                in,
                "expect",
                "it expects nothing",
                "give a rule (or 'none'), queue, priority, language or skills"));
      }
    }
  }

  private static void channel(String in, @Nullable String channel, List<Fault> faults) {
    try {
      var _ = Channel.of(String.valueOf(channel));
    } catch (IllegalArgumentException e) {
      faults.add(
          Fault.of(in, "message.channel", String.valueOf(e.getMessage()), "use a name as 'email'"));
    }
  }
}
