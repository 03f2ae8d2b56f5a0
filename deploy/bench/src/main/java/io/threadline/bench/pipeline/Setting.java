package io.threadline.bench.pipeline;

import io.threadline.bench.Report;
import io.threadline.bench.load.Webhooks;
import io.threadline.local.demo.ApiClient;
import io.threadline.local.run.LocalSystem;
import io.threadline.local.run.Port;
import io.vertx.core.Vertx;

/**
 * What every measurement of a run shares.
 *
 * @param vertx runs load and live views, on one event loop
 * @param api the public API through the gateway
 * @param numbers of the messages: each is used once in a run
 */
record Setting(
    LocalSystem system,
    Plan plan,
    Report report,
    Vertx vertx,
    ApiClient api,
    Webhooks webhooks,
    Counters counters,
    Numbers numbers) {

  /**
   * Where webhooks go: to ingest-service itself, as those of the bare endpoint it is held against
   * do. What the gateway adds depends on which one is deployed.
   */
  int ingestPort() {
    return Port.INGEST.at(system.offset());
  }

  /** The broker. */
  String kafka() {
    return "localhost:" + Port.KAFKA.at(system.offset());
  }

  /** Hands out message and customer numbers that nobody else has. */
  static final class Numbers {
    private long nextMessage = 1;
    private long nextCustomer = 1;

    synchronized long messages(int count) {
      nextMessage += count;
      return nextMessage - count;
    }

    synchronized long customers(int count) {
      nextCustomer += count;
      return nextCustomer - count;
    }
  }
}
