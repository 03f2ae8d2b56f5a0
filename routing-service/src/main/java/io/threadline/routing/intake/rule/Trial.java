package io.threadline.routing.intake.rule;

import io.threadline.routing.intake.language.LanguageGuess;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a sample: the same way as for a customer's message, with the same language
 * detection, but to look at only.
 *
 * @param rule that decided; null if none did
 * @param queue as it would be asked for
 * @param language that would be routed by
 * @param written the language of the text, spoken by an agent or not
 * @param skipped rules that failed on it
 * @param disagrees what came out otherwise than expected, in words; empty if nothing
 */
public record Trial(
    String sample,
    @Nullable String rule,
    @Nullable String queue,
    String priority,
    @Nullable String language,
    @Nullable String written,
    SortedMap<String, Integer> skills,
    List<Verdict.Skipped> skipped,
    List<String> disagrees) {

  /** Tries the rules on a sample, in a pool where these languages are spoken. */
  static Trial of(Sample sample, Rules rules, LanguageGuess guess, SortedSet<String> spoken) {
    Sample.Message message = sample.message();
    String text = message.text() == null ? "" : message.text();
    String guessed = guess.guess(text, spoken, message.language());
    String written = guess.written(text);
    Verdict verdict = rules.ask(message.facts(guessed, written));
    Needs needs = verdict.needs();
    Trial result =
        new Trial(
            sample.name(),
            verdict.rule(),
            needs.queue() == null ? message.queue() : needs.queue(),
            priority(needs, message),
            needs.language() == null ? guessed : needs.language(),
            written,
            needs.skills() == null ? new TreeMap<>() : needs.skills(),
            verdict.skipped(),
            List.of());
    return result.against(sample.expect());
  }

  /** Tries the rules on all samples. */
  public static List<Trial> of(
      List<Sample> samples, Rules rules, LanguageGuess guess, SortedSet<String> spoken) {
    return samples.stream().map(sample -> of(sample, rules, guess, spoken)).toList();
  }

  public boolean agrees() {
    return disagrees.isEmpty();
  }

  private static String priority(Needs needs, Sample.Message message) {
    if (needs.priority() != null) {
      return needs.priority();
    }
    return message.priority() == null ? "normal" : message.priority();
  }

  private Trial against(Sample.Expectation expect) {
    List<String> differences = new ArrayList<>();
    compare("rule", expect.rule(), rule == null ? Sample.Expectation.NO_RULE : rule, differences);
    compare("queue", expect.queue(), queue, differences);
    compare("priority", expect.priority(), priority, differences);
    compare("language", expect.language(), language, differences);
    compare("skills", expect.skills(), skills, differences);
    return new Trial(
        sample,
        rule,
        queue,
        priority,
        language,
        written,
        skills,
        skipped,
        List.copyOf(differences));
  }

  private static void compare(
      String what, @Nullable Object expected, @Nullable Object actual, List<String> differences) {
    if (expected != null && !Objects.equals(expected, actual)) {
      differences.add("%s is '%s', expected '%s'".formatted(what, actual, expected));
    }
  }
}
