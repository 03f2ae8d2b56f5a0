package io.threadline.ingest.channel.email.core;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many mails each sender may begin: a bucket that holds a minute's worth and is refilled
 * steadily. Only so many senders are remembered; the one that was silent longest is forgotten.
 */
public final class SenderLimits {
  private static final int MAX_SENDERS = 10_000;
  private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

  private record Bucket(double left, Instant at) {}

  private final int perMinute;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MAX_SENDERS;
        }
      };

  public SenderLimits(int perMinute) {
    this.perMinute = perMinute;
  }

  /** True if the sender may begin another mail now; it is counted then. */
  public synchronized boolean take(String sender, Instant now) {
    Bucket bucket = buckets.getOrDefault(sender, new Bucket(perMinute, now));
    double passed = Math.max(0, Duration.between(bucket.at(), now).toNanos());
    double left = Math.min(perMinute, bucket.left() + perMinute * passed / NANOS_PER_MINUTE);
    buckets.put(sender, new Bucket(left >= 1 ? left - 1 : left, now));
    return left >= 1;
  }
}
