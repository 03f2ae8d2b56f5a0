package io.threadline.platform.inbox;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** How soon a consumer takes what has come, against how much each of its transactions costs. */
public enum Pace {
  /** At once: somebody waits for the effect. */
  PROMPT(Map.of()),

  /** In batches worth a transaction, at the latest after a third of a second: nobody waits. */
  PATIENT(
      Map.of(
          ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
          1024 * 1024,
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          333,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          2_000));

  private final Map<String, Object> settings;

  Pace(Map<String, Object> settings) {
    this.settings = settings;
  }

  Map<String, Object> settings() {
    return settings;
  }
}
