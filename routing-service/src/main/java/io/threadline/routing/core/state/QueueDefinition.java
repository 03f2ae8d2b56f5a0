package io.threadline.routing.core.state;

import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.Step;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A queue: whom its tickets ask for, who is first, and what is promised. Always open.
 *
 * @param steps at least one; the last does not expire
 * @param target the first-response promise; the index of a waiting ticket grows with wait / target
 * @param weight how much a wait in this queue matters beside the others, 1 to {@link #MAX_WEIGHT}
 * @param fairnessBand of prices: how many percent above the lowest count as the lowest, so that the
 *     longest idle of those is first; 0 to {@link #MAX_BAND}
 * @param wrapUp how long an agent's capacity stays taken after the ticket is resolved
 * @param autoAccept channels whose offers are accepted as they are made; {@value #EVERY_CHANNEL}
 *     for every one
 */
public record QueueDefinition(
    String name,
    String displayName,
    List<Step> steps,
    Strategy strategy,
    Duration target,
    int weight,
    Duration wrapUp,
    SortedSet<String> autoAccept,
    int fairnessBand)
    implements Entity {
  public static final int MAX_WEIGHT = 1_000;
  public static final int MAX_STEPS = 16;
  public static final int MAX_BAND = 100;

  public static final String EVERY_CHANNEL = "*";

  /** Rows stored before there was auto-accept have none. */
  @SuppressWarnings("ConstantValue")
  public QueueDefinition {
    steps = List.copyOf(steps);
    autoAccept =
        autoAccept == null
            ? Collections.emptySortedSet()
            : Collections.unmodifiableSortedSet(new TreeSet<>(autoAccept));
  }

  /** A queue with nothing but the essentials. */
  public QueueDefinition(
      String name,
      String displayName,
      List<Step> steps,
      Strategy strategy,
      Duration target,
      int weight,
      Duration wrapUp) {
    this(
        name,
        displayName,
        steps,
        strategy,
        target,
        weight,
        wrapUp,
        Collections.emptySortedSet(),
        0);
  }

  /** True if offers on the channel are accepted as they are made. */
  public boolean autoAccepts(String channel) {
    return autoAccept.contains(channel) || autoAccept.contains(EVERY_CHANNEL);
  }

  @Override
  public String key() {
    return name;
  }

  @Override
  public List<Due> dues() {
    return List.of();
  }

  @Override
  public void describe(Fingerprint f) {
    f.add(name).add(displayName).add(strategy.name()).add(target).add(weight).add(wrapUp);
    f.add(fairnessBand);
    steps.forEach(f::add);
    autoAccept.forEach(f::add);
  }
}
