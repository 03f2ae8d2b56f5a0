package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Heap;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the agent for a ticket: the first of each bucket that may take it, and the first of those.
 * Agents that cool down or that the expression names are looked at one by one; everybody else in a
 * bucket that satisfies the demand and has room may take the ticket.
 */
final class AgentSearch {
  private static final Exclusion[] ABSENCES = {
    Exclusion.OFFLINE, Exclusion.AWAY, Exclusion.DRAINING
  };

  private final State state;
  private final Roster roster;
  private final QueueDefinition queue;
  private final Strategy strategy;
  private final Ticket ticket;
  private final Requirement requirement;
  private final Instant now;
  private final long number;
  private final int channel;
  private final SortedSet<String> special;

  /** True if nobody is looked at one by one. */
  private final boolean plain;

  private final Predicate<Seat> admits;

  /**
   * Prepares the search.
   *
   * @param number of this search: what is worked out for it counts for no other
   */
  AgentSearch(
      State state,
      Roster roster,
      QueueDefinition queue,
      Ticket ticket,
      Requirement requirement,
      Instant now,
      long number) {
    this.state = state;
    this.queue = queue;
    this.strategy = queue.strategy();
    this.number = number;
    this.roster = roster;
    this.ticket = ticket;
    this.requirement = requirement;
    this.now = now;
    this.channel = roster.channel(ticket.channel());
    this.special = special();
    this.plain = special.isEmpty();
    this.admits =
        special.isEmpty()
            ? _ -> true
            : seat -> !special.contains(seat.login) || check(seat) == null;
  }

  private SortedSet<String> special() {
    if (ticket.cooldowns().isEmpty()) {
      return requirement.named();
    }
    SortedSet<String> logins = new TreeSet<>(requirement.named());
    logins.addAll(ticket.cooldowns().keySet());
    return logins;
  }

  private @Nullable Exclusion check(Seat seat) {
    return Admission.check(state, seat.agent, ticket, now);
  }

  AgentChoice choose() {
    if (channel < 0) {
      return oneByOne(roster.all());
    }
    if (requirement.only() != null) {
      return amongNamed();
    }
    Demand demand = roster.demand(requirement.base());
    Counts counts = new Counts();
    countAbsent(counts);
    counts.add(Exclusion.REQUIREMENT, roster.ready() - demand.ready);
    counts.add(Exclusion.RAMP, demand.ramping);
    counts.add(Exclusion.CHANNEL_MAXIMUM, demand.full[channel]);
    int takingPart = demand.ready - demand.ramping;
    counts.add(Exclusion.CAPACITY, takingPart - demand.full[channel] - demand.open[channel]);
    counts.add(null, demand.open[channel]);
    correct(counts, demand);
    Best<Seat> best =
        switch (strategy) {
          case MOST_SKILLED, PRIMARY_FIRST -> bySkill(demand);
          case PRICE -> byPrice(demand);
          case LEAST_LOADED, LONGEST_IDLE, ROUND_ROBIN -> byOrder(demand, order());
        };
    return choice(best, counts);
  }

  private void countAbsent(Counts counts) {
    for (Exclusion reason : ABSENCES) {
      counts.add(reason, roster.absent(reason));
    }
  }

  /** Counts those who are looked at one by one as what they are. */
  private void correct(Counts counts, @Nullable Demand demand) {
    for (String login : special) {
      Seat seat = roster.seat(login);
      if (seat != null) {
        counts.add(asCounted(seat, demand), -1);
        counts.add(check(seat), 1);
      }
    }
  }

  private @Nullable Exclusion asCounted(Seat seat, @Nullable Demand demand) {
    if (seat.standing.absence() != null) {
      return seat.standing.absence();
    }
    boolean capable =
        demand != null && seat.group != null && seat.group.signature.get(demand.number);
    return capable ? seat.standing.obstacle(channel) : Exclusion.REQUIREMENT;
  }

  private Best<Seat> byOrder(Demand demand, Order order) {
    Lineup lineup = roster.lineup(order);
    Best<Seat> best = new Best<>(order, roster.effort);
    Heap winning = null;
    for (int number = roster.next(demand, channel, 0);
        number >= 0;
        number = roster.next(demand, channel, number + 1)) {
      if (!best.excludes(lineup.firstKey(number))) {
        Heap heap = roster.bucket(number).by(order);
        Seat head = first(heap);
        if (head != null && best.offer(head, heap.keyOf(head.number))) {
          winning = heap;
        }
      }
    }
    if (winning != null) {
      offerNext(best, winning);
    }
    return best;
  }

  /** The first who may take the ticket; null if nobody may. */
  private @Nullable Seat first(Heap heap) {
    return seat(plain ? heap.first() : heap.first(n -> admits.test(roster.seat(n))));
  }

  /** The best one's next in the order may be the second best of all. */
  private void offerNext(Best<Seat> best, Heap heap) {
    Seat next = next(best, heap);
    if (next != null) {
      best.offer(next, heap.keyOf(next.number));
    }
  }

  private @Nullable Seat next(Best<Seat> best, Heap heap) {
    Seat winner = best.first;
    return seat(
        plain
            ? heap.second()
            : heap.first(n -> roster.seat(n) != winner && admits.test(roster.seat(n))));
  }

  private @Nullable Seat seat(int number) {
    return number == Heap.NONE ? null : roster.seat(number);
  }

  private Best<Seat> bySkill(Demand demand) {
    Ranking ranking = Rankings.of(roster, demand, channel, requirement);
    Best<Seat> best = new Best<>(bySkill(), roster.effort);
    Seat first = first(ranking.heap);
    if (first != null) {
      best.offer(first, ranking.heap.keyOf(first.number));
      offerNext(best, ranking.heap);
    }
    return best;
  }

  private AgentChoice amongNamed() {
    Counts counts = new Counts();
    countAbsent(counts);
    counts.add(Exclusion.REQUIREMENT, roster.ready());
    correct(counts, null);
    List<Seat> named = new ArrayList<>();
    for (String login : special) {
      Seat seat = roster.seat(login);
      if (seat != null) {
        named.add(seat);
      }
    }
    return choice(best(named), counts);
  }

  private AgentChoice oneByOne(List<Seat> seats) {
    Counts counts = new Counts();
    seats.forEach(seat -> counts.add(check(seat), 1));
    return choice(best(seats), counts);
  }

  private Best<Seat> best(List<Seat> seats) {
    List<Seat> able = new ArrayList<>();
    for (Seat seat : seats) {
      if (check(seat) == null) {
        able.add(seat);
      }
    }
    Best<Seat> best = new Best<>(comparator(able), roster.effort);
    able.forEach(seat -> best.offer(seat, Long.MIN_VALUE));
    return best;
  }

  private Comparator<Seat> comparator(List<Seat> able) {
    return switch (strategy) {
      case MOST_SKILLED, PRIMARY_FIRST -> bySkill();
      case PRICE -> {
        long lowest = able.stream().mapToLong(this::price).min().orElse(0);
        yield byPrice(Price.band(lowest, queue.fairnessBand()));
      }
      case LEAST_LOADED, LONGEST_IDLE, ROUND_ROBIN -> order();
    };
  }

  /** The lowest price first; up to the limit the prices count as equal. */
  private Comparator<Seat> byPrice(long limit) {
    return Comparator.comparingLong((Seat seat) -> Math.max(limit, price(seat)))
        .thenComparing(Order.BAND);
  }

  private Best<Seat> byPrice(Demand demand) {
    var _ = roster.lineup(Order.BAND);
    long lowest = Long.MAX_VALUE;
    for (Bucket bucket = roster.nextBucket(demand, channel, 0);
        bucket != null;
        bucket = roster.nextBucket(demand, channel, bucket.number + 1)) {
      if (plain || first(bucket.by(Order.BAND)) != null) {
        lowest = Math.min(lowest, bucket.price(number));
      }
    }
    long limit = Price.band(lowest == Long.MAX_VALUE ? 0 : lowest, queue.fairnessBand());
    Best<Seat> best = new Best<>(byPrice(limit), roster.effort);
    Bucket winning = null;
    for (Bucket bucket = roster.nextBucket(demand, channel, 0);
        bucket != null;
        bucket = roster.nextBucket(demand, channel, bucket.number + 1)) {
      long key = Math.max(limit, bucket.price(number));
      if (!best.excludes(key)) {
        Seat head = first(bucket.by(Order.BAND));
        if (head != null && best.offer(head, key)) {
          winning = bucket;
        }
      }
    }
    if (winning != null) {
      Seat next = next(best, winning.by(Order.BAND));
      if (next != null) {
        best.offer(next, Math.max(limit, winning.price(number)));
      }
    }
    return best;
  }

  private long price(Seat seat) {
    return seat.bucket == null ? 0 : seat.bucket.price(number);
  }

  private AgentChoice choice(Best<Seat> best, Counts counts) {
    return new AgentChoice(
        chance(best.first), chance(best.second), counts.passed(), roster.size(), counts.byReason());
  }

  private AgentChoice.@Nullable Chance chance(@Nullable Seat seat) {
    if (seat == null) {
      return null;
    }
    long score =
        switch (strategy) {
          case MOST_SKILLED, PRIMARY_FIRST -> levels(seat);
          case PRICE -> Price.milli(price(seat));
          case LEAST_LOADED, LONGEST_IDLE, ROUND_ROBIN -> 0;
        };
    return new AgentChoice.Chance(
        seat.agent, seat.login, seat.permille, seat.agent.idleSince(), score);
  }

  private int levels(Seat seat) {
    return Ranking.levels(seat.agent.definition().skills(), requirement.skills());
  }

  private Order order() {
    return switch (strategy) {
      case LEAST_LOADED, MOST_SKILLED, PRIMARY_FIRST -> Order.LOAD;
      case LONGEST_IDLE -> Order.IDLENESS;
      case ROUND_ROBIN -> Order.TURN;
      case PRICE -> Order.BAND;
    };
  }

  private Comparator<Seat> bySkill() {
    return Comparator.comparingInt(this::levels).reversed().thenComparing(Order.LOAD);
  }
}
