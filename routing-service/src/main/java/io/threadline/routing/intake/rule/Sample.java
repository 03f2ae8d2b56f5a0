package io.threadline.routing.intake.rule;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message as a customer might write it, with what must come out. A rule set goes live only if all
 * its samples agree.
 *
 * @param expect what must come out; what it leaves out may be anything
 */
public record Sample(String name, Message message, Expectation expect) {

  public Sample(@Nullable String name, @Nullable Message message, @Nullable Expectation expect) {
    this.name = name == null ? "" : name;
    this.message = message == null ? Message.NONE : message;
    this.expect = expect == null ? new Expectation(null, null, null, null, null) : expect;
  }

  /**
   * The message, as far as rules see it.
   *
   * @param account the address it was sent to
   * @param language what the channel account's owner expects
   * @param queue the queue of the channel account
   * @param time noon of Monday, 5 January 2026 (UTC) if not given, so that a sample gives the same
   *     every day
   */
  public record Message(
      @Nullable String channel,
      @Nullable String account,
      @Nullable String subject,
      @Nullable String text,
      @Nullable String language,
      @Nullable String queue,
      @Nullable String priority,
      @Nullable SortedMap<String, String> customer,
      @Nullable Instant time) {
    static final Message NONE = new Message(null, null, null, null, null, null, null, null, null);
    private static final Instant MONDAY_NOON = Instant.parse("2026-01-05T12:00:00Z");

    /** What the condition of a rule sees of it. */
    Facts facts(@Nullable String guessed, @Nullable String written) {
      return new Facts(
          orEmpty(channel),
          orEmpty(account),
          orEmpty(subject),
          orEmpty(text),
          orEmpty(guessed),
          orEmpty(written),
          orEmpty(queue),
          priority == null ? "normal" : priority,
          customer == null ? Map.of() : new TreeMap<>(customer),
          time == null ? MONDAY_NOON : time);
    }

    private static String orEmpty(@Nullable String text) {
      return text == null ? "" : text;
    }
  }

  /**
   * What must come out.
   *
   * @param rule the name of the rule that must decide, or {@link #NO_RULE}
   */
  public record Expectation(
      @Nullable String rule,
      @Nullable String queue,
      @Nullable String priority,
      @Nullable String language,
      @Nullable SortedMap<String, Integer> skills) {

    /** In place of a rule's name: none may decide. */
    public static final String NO_RULE = "none";

    boolean isEmpty() {
      return rule == null
          && queue == null
          && priority == null
          && language == null
          && skills == null;
    }
  }
}
