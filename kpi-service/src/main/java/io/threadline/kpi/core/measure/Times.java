package io.threadline.kpi.core.measure;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of milliseconds in the buckets of an HdrHistogram of 3 significant digits: what is
 * stored of a time is the lowest value of its bucket, less than 0.1% below it. Kept sparse, since a
 * cell of the aggregates holds a handful of tickets: pairs of (distance from the bucket before,
 * count) as variable-length numbers, about 4 bytes a bucket. Sums and differences are exact.
 */
public final class Times {
  /** Values below 2^11 have a bucket each; above, the 11 leading bits tell buckets apart. */
  private static final int LEADING_BITS = 11;

  private Times() {}

  /** The lowest value of the bucket that holds the value. */
  public static long bucket(long millis) {
    int shift = Math.max(0, Long.SIZE - LEADING_BITS - Long.numberOfLeadingZeros(millis));
    return millis >> shift << shift;
  }

  /** The stored histogram with these counts added; negative ones are taken away. */
  public static byte[] add(byte @Nullable [] stored, Map<Long, Integer> times) {
    SortedMap<Long, Long> buckets = read(stored);
    times.forEach((millis, count) -> {
      long bucket = bucket(millis);
      if (buckets.merge(bucket, (long) count, Long::sum) == 0) {
        buckets.remove(bucket);
      }
    });
    return write(buckets);
  }

  /** Buckets, by their lowest values in milliseconds, to counts; null is the empty histogram. */
  public static SortedMap<Long, Long> read(byte @Nullable [] stored) {
    SortedMap<Long, Long> buckets = new TreeMap<>();
    if (stored == null) {
      return buckets;
    }
    int[] position = {0};
    long bucket = 0;
    while (position[0] < stored.length) {
      bucket += readNumber(stored, position);
      buckets.put(bucket, readNumber(stored, position));
    }
    return buckets;
  }

  private static byte[] write(SortedMap<Long, Long> buckets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(buckets.size() * 4);
    long before = 0;
    for (Map.Entry<Long, Long> bucket : buckets.entrySet()) {
      if (bucket.getValue() < 0) {
        throw new IllegalStateException(
            "bucket " + bucket.getKey() + " ms would hold " + bucket.getValue() + " times");
      }
      writeNumber(out, bucket.getKey() - before);
      writeNumber(out, bucket.getValue());
      before = bucket.getKey();
    }
    return out.toByteArray();
  }

  private static void writeNumber(ByteArrayOutputStream out, long number) {
    long rest = number;
    while (rest >= 0x80) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long readNumber(byte[] bytes, int[] position) {
    long number = 0;
    int shift = 0;
    while (true) {
      byte next = bytes[position[0]++];
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
      shift += 7;
    }
  }
}
