package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Bits;
import io.threadline.routing.core.order.Effort;
import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.State;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agents by what they could be offered. Agents whose skills satisfy the same demands form a
 * group, and in it those with room for the same channels a bucket. A change of an agent only marks
 * it; {@link #settle} brings all that are marked up to date, so that several changes cost one.
 */
final class Roster {
  final Effort effort;
  final Channels channels = new Channels();
  private final State state;
  private final List<Seat> numbered = new ArrayList<>();
  private final Deque<Seat> stale = new ArrayDeque<>();
  private final SkillSets skills = new SkillSets();
  private final Map<Expr, Demand> demands = new LinkedHashMap<>();
  private final List<Demand> compiled = new ArrayList<>();
  private final Map<Bits, Group> groups = new LinkedHashMap<>();
  private final List<Bucket> buckets = new ArrayList<>();
  private final List<Lineup> kept = new ArrayList<>();
  private final @Nullable Lineup[] lineups = new Lineup[Order.values().length];
  private final Deque<Integer> freeNumbers = new ArrayDeque<>();
  private final Bits[] open = new Bits[Channels.MAX];
  private final int[] absent = new int[Exclusion.values().length];
  private int ready;

  /** True once a queue has asked for the most skilled. */
  boolean ranked;

  Roster(State state, Effort effort) {
    this.state = state;
    this.effort = effort;
    for (int i = 0; i < open.length; i++) {
      open[i] = new Bits();
    }
  }

  @Nullable Seat seat(String login) {
    int number = state.agentNumber(login);
    return number < 0 ? null : numbered.get(number);
  }

  Seat seat(int number) {
    return numbered.get(number);
  }

  int size() {
    return numbered.size();
  }

  /** Agents who are at work and ready. */
  int ready() {
    return ready;
  }

  /** Agents who are kept from every offer by that. */
  int absent(Exclusion reason) {
    return absent[reason.ordinal()];
  }

  /** The agent is new or has changed. */
  void changed(@Nullable Agent before, Agent after) {
    int number = state.agentNumber(after.login());
    boolean known = number < numbered.size();
    Seat seat = known ? numbered.get(number) : new Seat(number, after, state.load(after.login()));
    if (!known) {
      numbered.add(seat);
      skills.add(seat);
      seat.redefined = true;
    }
    seat.latest = after;
    if (before != null && before.definition() != after.definition()) {
      seat.redefined = true;
    }
    touch(seat);
  }

  /** The agent's load has changed. */
  void touch(String login) {
    Seat seat = seat(login);
    if (seat != null) {
      touch(seat);
    }
  }

  private void touch(Seat seat) {
    if (!seat.stale) {
      seat.stale = true;
      stale.add(seat);
    }
  }

  /** The number of the channel; -1 if there are too many to number this one. */
  int channel(String name) {
    int known = channels.find(name);
    if (known >= 0 || channels.count() == Channels.MAX) {
      return known;
    }
    numbered.forEach(this::touch);
    return channels.number(name);
  }

  /** Other weights or limits are in force. */
  void settingsChanged(PoolSettings settings) {
    settings.channels().keySet().forEach(this::channel);
    channels.reprice();
    for (Seat seat : numbered) {
      seat.reprice();
      touch(seat);
    }
  }

  boolean isSettled() {
    return stale.isEmpty();
  }

  /** Brings every changed agent up to date. */
  void settle(Instant now) {
    while (!stale.isEmpty()) {
      Seat seat = stale.remove();
      seat.stale = false;
      if (seat.redefined) {
        seat.redefined = false;
        leave(seat);
        stand(seat, seat.appraise(state.settings(), channels, now));
        join(seat);
      } else {
        update(seat, seat.appraise(state.settings(), channels, now));
      }
    }
  }

  private void update(Seat seat, Standing after) {
    Standing before = seat.standing;
    Group group = group(seat);
    if (after != before) {
      stand(seat, after);
      for (Demand demand : group.demands) {
        demand.recount(before, after);
      }
    }
    place(seat, group);
  }

  private void stand(Seat seat, Standing after) {
    count(seat.standing, -1);
    seat.standing = after;
    count(after, 1);
  }

  private void count(Standing standing, int sign) {
    if (standing == Standing.NEW) {
      return;
    }
    Exclusion absence = standing.absence();
    if (absence == null) {
      ready += sign;
    } else {
      absent[absence.ordinal()] += sign;
    }
  }

  private void leave(Seat seat) {
    Group group = seat.group;
    if (group != null) {
      unplace(seat);
      for (Demand demand : group.demands) {
        demand.count(seat.standing, -1);
        Rankings.remove(demand, seat);
      }
      skills.mark(seat.number, seat.agent.definition().skills(), false);
      seat.group = null;
      shrink(group);
    }
    seat.reprice();
  }

  private void join(Seat seat) {
    Agent agent = seat.agent;
    skills.mark(seat.number, agent.definition().skills(), true);
    Bits signature = new Bits();
    for (Demand demand : compiled) {
      if (demand.expr.test(agent.login(), agent.definition().skills())) {
        signature.set(demand.number, true);
        demand.count(seat.standing, 1);
      }
    }
    enter(seat, groupOf(signature));
  }

  private void enter(Seat seat, Group group) {
    seat.group = group;
    group.size++;
    place(seat, group);
  }

  private Group groupOf(Bits signature) {
    Group known = groups.get(signature);
    if (known != null) {
      return known;
    }
    Group group = new Group(signature);
    for (int i = signature.next(0); i >= 0; i = signature.next(i + 1)) {
      group.demands.add(compiled.get(i));
    }
    groups.put(signature, group);
    return group;
  }

  private void shrink(Group group) {
    if (--group.size == 0) {
      groups.remove(group.signature);
      for (Bucket bucket : group.buckets.values()) {
        group.demands.forEach(demand -> demand.buckets.set(bucket.number, false));
        freeNumbers.add(bucket.number);
      }
    }
  }

  private static Group group(Seat seat) {
    Group group = seat.group;
    if (group == null) {
      throw new IllegalStateException("agent '" + seat.login + "' is in no group");
    }
    return group;
  }

  /** Puts the agent where its standing says. */
  private void place(Seat seat, Group group) {
    Bucket bucket = seat.bucket;
    Standing standing = seat.standing;
    if (bucket != null && standing.takesPart() && bucket.room == standing.room()) {
      bucket.reorder(seat);
    } else {
      unplace(seat);
      if (standing.isOpen()) {
        Bucket next = bucketOf(group, standing.room());
        next.add(seat);
        if (next.size() == 1) {
          show(next, true);
        }
      }
    }
    Rankings.update(this, group, seat);
  }

  private void unplace(Seat seat) {
    Bucket bucket = seat.bucket;
    if (bucket != null) {
      bucket.remove(seat);
      if (bucket.size() == 0) {
        show(bucket, false);
      }
    }
  }

  private void show(Bucket bucket, boolean filled) {
    for (long rest = bucket.room; rest != 0; rest &= rest - 1) {
      open[Long.numberOfTrailingZeros(rest)].set(bucket.number, filled);
    }
  }

  private Bucket bucketOf(Group group, long room) {
    Bucket known = group.buckets.get(room);
    if (known != null) {
      return known;
    }
    int number = freeNumbers.isEmpty() ? buckets.size() : freeNumbers.remove();
    Bucket bucket = new Bucket(number, group, room, kept);
    if (number == buckets.size()) {
      buckets.add(bucket);
    } else {
      buckets.set(number, bucket);
    }
    group.buckets.put(room, bucket);
    group.demands.forEach(demand -> demand.buckets.set(number, true));
    return bucket;
  }

  /** An order of all agents, kept from the first time that it is asked for. */
  Lineup lineup(Order order) {
    Lineup known = lineups[order.ordinal()];
    if (known != null) {
      return known;
    }
    Lineup lineup = new Lineup(order, numbered, effort);
    lineups[order.ordinal()] = lineup;
    kept.add(lineup);
    buckets.forEach(bucket -> bucket.keep(lineup));
    return lineup;
  }

  /** The demand of an expression; a new one is compiled and divides the groups that it divides. */
  Demand demand(Expr expr) {
    Demand known = demands.get(expr);
    if (known != null) {
      return known;
    }
    Demand demand = new Demand(compiled.size(), expr);
    demands.put(expr, demand);
    compiled.add(demand);
    Bits satisfying = skills.satisfying(expr);
    List<Group> divided = touched(satisfying, demand);
    for (int i = satisfying.next(0); i >= 0; i = satisfying.next(i + 1)) {
      Seat seat = numbered.get(i);
      Group twin = group(seat).twin;
      if (twin != null) {
        Group before = group(seat);
        unplace(seat);
        before.size--;
        enter(seat, twin);
      }
    }
    divided.forEach(group -> group.twin = null);
    return demand;
  }

  /** Gives groups that satisfy the demand as a whole the demand, and others a twin that does. */
  private List<Group> touched(Bits satisfying, Demand demand) {
    List<Group> touched = new ArrayList<>();
    for (int i = satisfying.next(0); i >= 0; i = satisfying.next(i + 1)) {
      Seat seat = numbered.get(i);
      Group group = group(seat);
      demand.count(seat.standing, 1);
      if (group.touched++ == 0) {
        touched.add(group);
      }
    }
    for (Group group : touched) {
      Bits signature = group.signature.copy();
      signature.set(demand.number, true);
      if (group.touched < group.size) {
        group.twin = groupOf(signature);
      } else {
        groups.remove(group.signature);
        group.signature.set(demand.number, true);
        group.demands.add(demand);
        groups.put(group.signature, group);
        group.buckets.values().forEach(bucket -> demand.buckets.set(bucket.number, true));
      }
      group.touched = 0;
    }
    return touched;
  }

  /**
   * The number of the next bucket with room for the channel whose agents satisfy the demand; -1 at
   * the end.
   */
  int next(Demand demand, int channel, int from) {
    return demand.buckets.nextIn(open[channel], from);
  }

  Bucket bucket(int number) {
    return buckets.get(number);
  }

  /** The same as an object; null at the end. */
  @Nullable Bucket nextBucket(Demand demand, int channel, int from) {
    int number = next(demand, channel, from);
    return number < 0 ? null : buckets.get(number);
  }

  List<Seat> all() {
    return numbered;
  }
}
