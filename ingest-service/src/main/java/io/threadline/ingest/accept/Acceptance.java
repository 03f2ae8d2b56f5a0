package io.threadline.ingest.accept;

import java.time.Duration;

/** Whether a record is safe. */
public sealed interface Acceptance {

  /** Kafka has it on all replicas, or our disk has it synced: the sender may forget it. */
  enum Durable implements Acceptance {
    KAFKA,
    SPOOL
  }

  /**
   * Nobody has it: the sender must keep it.
   *
   * @param retryAfter when to try again
   */
  record Refused(String reason, Duration retryAfter) implements Acceptance {}
}
