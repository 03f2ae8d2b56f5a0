package io.threadline.bench.pipeline;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param steadyWarmUp of each measurement at a steady rate
 * @param steady what follows it and counts
 * @param burst messages of one burst
 * @param bursts how many bursts count, after one that does not; their median is the figure
 * @param acceptRequests of one round of the accept rate
 * @param acceptWarmUps rounds of each of the two contenders that do not count: until their
 *     compilers are done
 * @param acceptPairs rounds of each that count, after those
 * @param limit how long each limit of the machine is measured
 */
record Plan(
    Duration steadyWarmUp,
    Duration steady,
    int burst,
    int bursts,
    int acceptRequests,
    int acceptWarmUps,
    int acceptPairs,
    Duration limit) {

  /** For figures to judge by. */
  static final Plan FULL =
      new Plan(
          Duration.ofSeconds(6),
          Duration.ofSeconds(20),
          30_000,
          3,
          40_000,
          4,
          5,
          Duration.ofSeconds(5));

  /** To see that it works. */
  static final Plan QUICK =
      new Plan(
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          2_000,
          1,
          3_000,
          1,
          1,
          Duration.ofSeconds(1));

  /** Messages that one customer writes in a burst: the first opens a ticket, the others join it. */
  static final int MESSAGES_PER_CUSTOMER = 6;

  /** Webhooks a second while the way to the thread is timed. */
  static final int THREAD_RATE = 300;

  /** Webhooks a second, each of a new customer, while the way to the offer is timed. */
  static final int OFFER_RATE = 100;

  /** Keep-alive connections of a provider that sends as fast as it can. */
  static final int CONNECTIONS = 64;
}
