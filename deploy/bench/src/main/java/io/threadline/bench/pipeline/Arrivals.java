package io.threadline.bench.pipeline;

import io.threadline.bench.load.OpenLoop.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * When each message of a measurement became visible, and from that how long it took since it was
 * due to be sent.
 */
final class Arrivals {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int DIGITS = 3;

  private final long[] seen;
  private final int warmUp;
  private Schedule schedule = new Schedule(System.nanoTime(), 1);
  private int missing;

  /**
   * @param count messages in all
   * @param warmUp how many of them come first and do not count
   */
  Arrivals(int count, int warmUp) {
    this.seen = new long[count];
    this.warmUp = warmUp;
    this.missing = count;
  }

  int count() {
    return seen.length;
  }

  /** Sending begins, by this schedule. */
  synchronized void started(Schedule begun) {
    schedule = begun;
  }

  /** A message was visible at that time; only the first time counts. */
  synchronized void saw(long index, long nanos) {
    if (index >= 0 && index < seen.length && seen[(int) index] == 0) {
      seen[(int) index] = nanos;
      missing--;
    }
  }

  /**
   * Waits until every message has been seen.
   *
   * @throws IllegalStateException when one has not within a minute
   */
  void await(Runnable meanwhile) {
    Instant deadline = Instant.now().plus(LIMIT);
    while (left() > 0) {
      meanwhile.run();
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "%d of %d messages were not seen within %d s; the first is number %d of them"
                .formatted(left(), seen.length, LIMIT.toSeconds(), firstMissing()));
      }
      Counters.pause(POLL);
    }
  }

  /** Latencies in microseconds of all that count. */
  synchronized Histogram latencies() {
    Histogram histogram = new Histogram(DIGITS);
    for (int i = warmUp; i < seen.length; i++) {
      histogram.recordValue(Math.max(0, (seen[i] - schedule.due(i)) / 1_000));
    }
    return histogram;
  }

  private synchronized int left() {
    return missing;
  }

  private synchronized int firstMissing() {
    return (int) Arrays.stream(seen).takeWhile(each -> each != 0).count();
  }
}
