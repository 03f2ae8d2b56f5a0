package io.threadline.bench.pipeline;

import java.util.stream.DoubleStream;

/** The middle of repeated measurements: one disturbed round does not move it. */
final class Median {

  private Median() {}

  /**
   * The middle value; of an even number, the mean of the two in the middle.
   *
   * @throws IllegalArgumentException when there is none
   */
  static double of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("the median of nothing");
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
