package io.threadline.ingest.delivery.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What channels forbid before anybody is asked, with the codes their providers use for it. */
public final class TextMessageRules {
  /** Twilio's limit for one message, in characters (code points). */
  public static final int MAX_CHARACTERS = 1_600;

  private static final Duration WHATSAPP_WINDOW = Duration.ofHours(24);

  private TextMessageRules() {}

  /** The customer has asked for silence on this channel. */
  public static Outcome.Failed optedOut() {
    return new Outcome.Failed(
        "21610",
        "the customer has opted out of this channel by STOP: use another channel until they START");
  }

  /** Longer than the provider takes. */
  public static Optional<Outcome.Failed> length(String text) {
    int characters = text.codePointCount(0, text.length());
    return characters <= MAX_CHARACTERS
        ? Optional.empty()
        : Optional.of(
            new Outcome.Failed(
                "21617",
                "the text has %d characters and the channel takes %d: shorten it or send it in parts"
                    .formatted(characters, MAX_CHARACTERS)));
  }

  /**
   * WhatsApp takes free text within 24 hours of the customer's last message only.
   *
   * @param lastInbound when the customer wrote last; null if unknown, which forbids nothing
   */
  public static Optional<Outcome.Failed> whatsappWindow(
      @Nullable Instant lastInbound, Instant now) {
    boolean open = lastInbound == null || now.isBefore(lastInbound.plus(WHATSAPP_WINDOW));
    return open
        ? Optional.empty()
        : Optional.of(
            new Outcome.Failed(
                "63016",
                "the customer wrote last at "
                    + lastInbound
                    + ", more than 24 hours ago: send an approved template or use another"
                    + " channel"));
  }
}
