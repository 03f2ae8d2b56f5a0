package io.threadline.routing.core.order;

/**
 * Counts comparisons: a measure of work that is the same on every machine, however busy. It decides
 * nothing.
 */
public final class Effort {
  private long comparisons;

  /** One more comparison was made. */
  public void compared() {
    comparisons++;
  }

  /** Since the beginning. */
  public long comparisons() {
    return comparisons;
  }
}
