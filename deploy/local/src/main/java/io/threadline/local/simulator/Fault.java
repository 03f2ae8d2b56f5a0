package io.threadline.local.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A way in which a provider misbehaves for its next few messages.
 *
 * @param times how many messages it still concerns
 * @param errorCode the provider's code, where the behaviour has one (a Twilio code, an SMTP code)
 * @param delayMillis how long a slow or silent provider takes
 */
public record Fault(
    String channel, Behaviour behaviour, int times, int errorCode, long delayMillis) {

  /** What a provider does wrong. */
  public enum Behaviour {
    /** Answers as usual, after the delay. */
    SLOW,
    /** Takes nothing and says so, with the error code. */
    REFUSE,
    /** Takes nothing and answers with a failure of its own (HTTP 500, SMTP 451). */
    SERVER_ERROR,
    /** Takes the message, then cuts the connection after the delay: the sender cannot know. */
    TIMEOUT_AFTER_ACCEPT,
    /** Takes the message and later reports with the error code that it was not delivered. */
    UNDELIVERED,
    /** Sends each status callback twice. */
    DUPLICATE_CALLBACKS,
    /** Sends the status callbacks in the reverse order. */
    REORDER_CALLBACKS,
    /** Sends no status callbacks. */
    DROP_CALLBACKS;

    /** As written in JSON: {@code timeout-after-accept}. */
    public String spelling() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The behaviour of that spelling. */
    public static Optional<Behaviour> ofSpelling(String spelling) {
      return Arrays.stream(values()).filter(b -> b.spelling().equals(spelling)).findFirst();
    }

    /** All spellings, for messages. */
    public static String spellings() {
      return Arrays.stream(values()).map(Behaviour::spelling).collect(Collectors.joining(", "));
    }
  }

  Fault once() {
    return new Fault(channel, behaviour, times - 1, errorCode, delayMillis);
  }
}
