package io.threadline.kpi.core.story;

import io.threadline.contracts.routing.RoutingEvent.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Everything that is known to have happened to a ticket, as a set in event order. Adding moments is
 * union: whatever the order, the repetitions and the batches in which they arrive, the story in the
 * end is the same, and so is every figure that is folded from it.
 */
public final class Story {
  public static final Story EMPTY = new Story(List.of());

  private final List<Moment> moments;

  private Story(List<Moment> sorted) {
    this.moments = sorted;
  }

  /** The story of these moments, which may be in any order and repeated. */
  public static Story of(Collection<Moment> moments) {
    return EMPTY.with(moments);
  }

  /** This story and these moments. */
  public Story with(Collection<Moment> more) {
    Map<UUID, Moment> byId = new HashMap<>();
    moments.forEach(moment -> byId.put(moment.id(), moment));
    int before = byId.size();
    more.forEach(moment -> byId.putIfAbsent(moment.id(), moment));
    return byId.size() == before
        ? this
        : new Story(byId.values().stream().sorted(Moment.ORDER).toList());
  }

  /** In event order. */
  public List<Moment> moments() {
    return moments;
  }

  /**
   * The moments that stand: without what a routing writer said after it had lost its lease, that
   * is, from the place on where a writer of a higher epoch took over.
   */
  public List<Moment> standing() {
    List<Position> positions = new ArrayList<>();
    for (Moment moment : moments) {
      if (moment.position() != null) {
        positions.add(moment.position());
      }
    }
    boolean oneWriter = positions.stream().map(Position::epoch).distinct().limit(2).count() < 2;
    return oneWriter
        ? moments
        : moments.stream().filter(moment -> stands(moment, positions.stream())).toList();
  }

  private static boolean stands(Moment moment, Stream<Position> all) {
    Position mine = moment.position();
    return mine == null
        || all.noneMatch(other ->
            other.pool().equals(mine.pool())
                && other.epoch() > mine.epoch()
                && other.seq() <= mine.seq());
  }
}
