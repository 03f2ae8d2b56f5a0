package io.threadline.ingest.delivery.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one attempt to send came to. */
public sealed interface Outcome {

  /**
   * The provider took it.
   *
   * @param providerMessageId its id there
   */
  record Sent(String providerMessageId) implements Outcome {}

  /**
   * It was refused for good.
   *
   * @param code the provider's or our own
   * @param reason in plain language, with what to do instead
   */
  record Failed(String code, String reason) implements Outcome {}

  /** The call ended without an answer after the request may have been taken: never resent. */
  record Uncertain(String reason) implements Outcome {}

  /**
   * It was provably not taken: it may be tried again.
   *
   * @param after how long the provider asks us to wait; null if it does not say
   */
  record NotTaken(String code, String reason, @Nullable Duration after) implements Outcome {}
}
