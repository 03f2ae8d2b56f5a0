package io.threadline.ingest.accept;

import java.time.Duration;

/** What became of a provider's request. */
public sealed interface Taken {

  /** The event is durable, or there was nothing to keep. */
  record Accepted(String how) implements Taken {}

  /** It was not made by the provider: nothing was kept. */
  record Forbidden() implements Taken {}

  /**
   * It is in the vault, and nothing came of it.
   *
   * @param reason what is wrong with it, for the caller
   */
  record Malformed(String reason) implements Taken {}

  /**
   * It is nowhere: the caller must keep it.
   *
   * @param retryAfter when to try again
   */
  record Refused(String reason, Duration retryAfter) implements Taken {}
}
