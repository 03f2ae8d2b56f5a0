package io.threadline.routing.core.state;

import io.threadline.routing.core.queue.Overflow;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.sla.SlaPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A queue: whom its tickets ask for, who is first, and what is promised.
 *
 * @param steps at least one; the last does not expire
 * @param target the first-response promise; the index of a waiting ticket grows with wait / target
 * @param weight how much a wait in this queue matters beside the others, 1 to {@link #MAX_WEIGHT}
 * @param fairnessBand of prices: how many percent above the lowest count as the lowest, so that the
 *     longest idle of those is first; 0 to {@link #MAX_BAND}
 * @param wrapUp how long an agent's capacity stays taken after the ticket is resolved
 * @param autoAccept channels whose offers are accepted as they are made; {@value #EVERY_CHANNEL}
 *     for every one
 * @param calendar when it is open; null for always
 * @param sla what its clocks tell of; null for nothing
 * @param overflow where its tickets go when it goes badly; null to stay
 * @param maxWait after that long a ticket goes before all that have waited less; null for never
 * @param version counts the changes from 1; 0 for one that was not saved yet
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
    int fairnessBand,
    @Nullable String calendar,
    @Nullable SlaPolicy sla,
    @Nullable Overflow overflow,
    @Nullable Duration maxWait,
    long version)
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

  /** A queue with nothing but the essentials: no automatic accept, no fairness band. */
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

  /** A queue that is always open and promises nothing. */
  public QueueDefinition(
      String name,
      String displayName,
      List<Step> steps,
      Strategy strategy,
      Duration target,
      int weight,
      Duration wrapUp,
      SortedSet<String> autoAccept,
      int fairnessBand) {
    this(
        name,
        displayName,
        steps,
        strategy,
        target,
        weight,
        wrapUp,
        autoAccept,
        fairnessBand,
        null,
        null,
        null,
        null,
        0);
  }

  /** As saved in that version. */
  public QueueDefinition saved(long newVersion) {
    return new QueueDefinition(
        name,
        displayName,
        steps,
        strategy,
        target,
        weight,
        wrapUp,
        autoAccept,
        fairnessBand,
        calendar,
        sla,
        overflow,
        maxWait,
        newVersion);
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
    if (calendar != null) {
      f.add(calendar);
    }
    if (sla != null) {
      f.add(sla.toString());
    }
    if (overflow != null) {
      f.add(overflow.toString());
    }
    if (maxWait != null) {
      f.add(maxWait);
    }
    if (version != 0) {
      f.add(version);
    }
  }
}
