package io.threadline.kpi.core.measure;

import io.threadline.kpi.core.window.Slot;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what observations take from and add to the aggregates. */
public final class Tallies {
  private final Map<Subject, List<Measure>> measures = new EnumMap<>(Subject.class);
  private final Map<Cell, Tally> cells = new HashMap<>();

  /** Nothing yet. */
  public Tallies(Collection<Measure> stored) {
    for (Subject subject : Subject.values()) {
      measures.put(
          subject, stored.stream().filter(measure -> measure.subject() == subject).toList());
    }
  }

  /** Takes back what the observations had added. */
  public void minus(Collection<Observation> before) {
    before.forEach(observation -> apply(-1, observation));
  }

  /** Adds the observations. */
  public void plus(Collection<Observation> after) {
    after.forEach(observation -> apply(1, observation));
  }

  /** What has to be written, in the order of the cells, so that writers never wait in a circle. */
  public SortedMap<Cell, Tally> changes() {
    SortedMap<Cell, Tally> changes = new TreeMap<>();
    cells.forEach((cell, tally) -> {
      if (!tally.isZero()) {
        changes.put(cell, tally);
      }
    });
    return changes;
  }

  private void apply(int sign, Observation observation) {
    Facts facts = observation.facts();
    for (Measure measure : measures.getOrDefault(observation.subject(), List.of())) {
      if (measure.counts(facts)) {
        Instant slot = Slot.of(facts.value(measure.clock()));
        Elapsed elapsed = measure.elapsed();
        cells
            .computeIfAbsent(
                new Cell(measure.key(), slot, observation.dimensions()), cell -> new Tally())
            .add(sign, elapsed == null ? null : elapsed.millis(facts));
      }
    }
  }
}
