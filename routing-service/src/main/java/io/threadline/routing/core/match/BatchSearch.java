package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Bits;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Brings several agents who are free at once and the waiting tickets together, a ticket to an
 * agent, so that the indices of the tickets taken add up to the most that is possible.
 *
 * <p>Sets of tickets that can be taken together form a transversal matroid (Edmonds and Fulkerson
 * 1965). So it is enough to go through the tickets by falling index and to take each one that an
 * augmenting path is found for: agents pass on what they were given before to let it in. The
 * tickets of a line can be taken by the same agents, cooldowns aside: once one finds no path, no
 * later one of the line will. That bounds the paths by the number of agents, lines and {@link
 * #MAX_REFUSED}.
 */
final class BatchSearch {
  /** So many tickets with a cooldown may find nobody; then the search ends. */
  private static final int MAX_REFUSED = 1_024;

  private static final int FROM_TICKET = -1;
  private static final int UNSEEN = -2;

  /** A line on the way from its first ticket to its last, and which agents may take from it. */
  private static final class Cursor {
    private final Line line;
    private final Bits able;
    private final Line.Walk walk;
    private TicketChoice.Claim claim;

    Cursor(Line line, Bits able, Line.Walk walk, TicketChoice.Claim first) {
      this.line = line;
      this.able = able;
      this.walk = walk;
      this.claim = first;
    }
  }

  private final State state;
  private final Backlog backlog;
  private final List<Seat> seats;
  private final Instant now;
  private final TicketChoice.@Nullable Claim[] taken;

  /** Who else may take what an agent was given. */
  private final @Nullable Bits[] able;

  /** For the path that is looked for: from whom each agent was reached. */
  private final int[] from;

  /**
   * Prepares the search.
   *
   * @param seats the first are preferred where it makes no difference to the tickets
   */
  BatchSearch(State state, Backlog backlog, List<Seat> seats, Instant now) {
    this.state = state;
    this.backlog = backlog;
    this.seats = seats;
    this.now = now;
    this.taken = new TicketChoice.Claim[seats.size()];
    this.able = new Bits[seats.size()];
    this.from = new int[seats.size()];
  }

  /** The pairs, the ticket that counts most first. */
  List<Pair> choose() {
    PriorityQueue<Cursor> cursors = cursors();
    int lines = cursors.size();
    int free = seats.size();
    int refused = 0;
    while (!cursors.isEmpty() && free > 0 && refused < MAX_REFUSED) {
      Cursor cursor = cursors.remove();
      boolean cooling = !cursor.claim.ticket().cooldowns().isEmpty();
      boolean found = give(cursor.claim, cooling ? withoutCooling(cursor) : cursor.able);
      free -= found ? 1 : 0;
      refused += found ? 0 : 1;
      Line.Place next = found || cooling ? cursor.walk.next() : null;
      if (next != null) {
        cursor.claim = claim(cursor.line, next);
        cursors.add(cursor);
      }
    }
    return pairs(lines);
  }

  private PriorityQueue<Cursor> cursors() {
    Map<Line, Bits> reachable = new LinkedHashMap<>();
    for (int i = 0; i < seats.size(); i++) {
      Seat seat = seats.get(i);
      if (seat.standing.takesPart() && seat.group != null) {
        for (Demand demand : seat.group.demands) {
          reach(reachable, demand.lines, i);
        }
        reach(reachable, backlog.namedFor(seat.login), i);
      }
    }
    PriorityQueue<Cursor> cursors =
        new PriorityQueue<>(Comparator.comparing(cursor -> cursor.claim, TicketChoice.Claim.ORDER));
    reachable.forEach((line, agents) -> {
      Line.Walk walk = line.walk();
      Line.Place first = walk.next();
      if (first != null) {
        cursors.add(new Cursor(line, agents, walk, claim(line, first)));
      }
    });
    return cursors;
  }

  private void reach(Map<Line, Bits> reachable, List<Line> lines, int agent) {
    for (Line line : lines) {
      if (TicketSearch.obstacle(state, seats.get(agent), line) == null) {
        reachable.computeIfAbsent(line, _ -> new Bits()).set(agent, true);
      }
    }
  }

  private TicketChoice.Claim claim(Line line, Line.Place place) {
    Index index = line.index(place.ticket, now);
    return new TicketChoice.Claim(place.ticket, index, TicketChoice.Claim.ANY_LEVELS);
  }

  private Bits withoutCooling(Cursor cursor) {
    Ticket ticket = cursor.claim.ticket();
    Bits agents = cursor.able.copy();
    for (int i = agents.next(0); i >= 0; i = agents.next(i + 1)) {
      if (Admission.cooling(ticket, seats.get(i).login, now)) {
        agents.set(i, false);
      }
    }
    return agents;
  }

  /** Gives the ticket to one of the agents; false if they and all after them have one to keep. */
  private boolean give(TicketChoice.Claim claim, Bits agents) {
    Arrays.fill(from, UNSEEN);
    Deque<Integer> reached = new ArrayDeque<>();
    int last = look(agents, FROM_TICKET, reached);
    while (last < 0 && !reached.isEmpty()) {
      int next = reached.remove();
      Bits others = able[next];
      last = others == null ? -1 : look(others, next, reached);
    }
    if (last < 0) {
      return false;
    }
    while (from[last] != FROM_TICKET) {
      int before = from[last];
      taken[last] = taken[before];
      able[last] = able[before];
      last = before;
    }
    taken[last] = claim;
    able[last] = agents;
    return true;
  }

  /** The first of the agents who has nothing yet; -1 if all have, and are reached now. */
  private int look(Bits agents, int by, Deque<Integer> reached) {
    for (int i = agents.next(0); i >= 0; i = agents.next(i + 1)) {
      if (from[i] == UNSEEN) {
        from[i] = by;
        if (taken[i] == null) {
          return i;
        }
        reached.add(i);
      }
    }
    return -1;
  }

  private List<Pair> pairs(int lines) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < taken.length; i++) {
      TicketChoice.Claim claim = taken[i];
      if (claim != null) {
        pairs.add(new Pair(seats.get(i).login, claim, seats.size(), lines));
      }
    }
    pairs.sort(Comparator.comparing(Pair::claim, TicketChoice.Claim.ORDER));
    return pairs;
  }
}
