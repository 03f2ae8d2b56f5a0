package io.threadline.kpi.core.measure;

import java.time.Instant;
import java.util.Comparator;

/**
 * One row of the aggregates.
 *
 * @param slot the start of the slot
 */
public record Cell(String measure, Instant slot, Dimensions dimensions)
    implements Comparable<Cell> {
  private static final Comparator<Cell> ORDER =
      Comparator.comparing(Cell::measure).thenComparing(Cell::slot).thenComparing(Cell::dimensions);

  @Override
  public int compareTo(Cell other) {
    return ORDER.compare(this, other);
  }
}
