package io.threadline.routing.simulate;

/**
 * How long to simulate, in customers.
 *
 * @param replications runs from an empty system, each with its own random numbers
 * @param warmUp customers of each run who are not counted, because the system was still filling
 * @param batches of each run
 * @param batchSize customers of a batch, long beside the memory of the system, so that the batches'
 *     means are nearly independent
 */
public record Plan(int replications, int warmUp, int batches, int batchSize) {
  public Plan {
    if (replications < 1 || warmUp < 0 || batches < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "a plan needs at least one replication, batch and customer: %d, %d, %d"
              .formatted(replications, batches, batchSize));
    }
  }

  /** Customers of a run who are counted or warm it up. */
  long customers() {
    return warmUp + (long) batches * batchSize;
  }
}
