package io.threadline.routing.core.match;

import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.Expr;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.core.state.TicketStage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tickets that wait, in lines. A change of a ticket only marks it; {@link #settle} brings all
 * that are marked up to date, so that a ticket which is offered at once never enters a line.
 */
final class Backlog {
  private static final int MAX_UNUSED = 20_000;

  private final State state;
  private final Roster roster;
  private final Map<UUID, Line.Place> places = new LinkedHashMap<>();
  private final Line.Places standing = new Line.Places();
  private final Deque<UUID> stale = new ArrayDeque<>();
  private final Map<Line.Key, Line> lines = new LinkedHashMap<>();
  private final Map<Expr, Requirement> requirements = new LinkedHashMap<>();
  private final Map<String, List<Line>> named = new LinkedHashMap<>();
  private final Map<UUID, UUID> offered = new LinkedHashMap<>();
  private final Deque<Ticket> taken = new ArrayDeque<>();
  private final Deque<Ticket> given = new ArrayDeque<>();
  private boolean priced;
  private int filled;

  Backlog(State state, Roster roster) {
    this.state = state;
    this.roster = roster;
  }

  /** The ticket is new, has changed or is gone. */
  void changed(@Nullable Ticket before, @Nullable Ticket after) {
    boolean waited = before != null && before.stage() == TicketStage.QUEUED;
    boolean waits = after != null && after.stage() == TicketStage.QUEUED;
    if (after != null && (waits || waited)) {
      mark(after.id());
    } else if (before != null && waited) {
      mark(before.id());
    }
    if (priced) {
      countHolds(before, after);
    }
    if (after != null && after.stage() == TicketStage.OFFERED && !after.atLastStep()) {
      offered.put(after.id(), after.id());
    } else if (before != null && before.stage() == TicketStage.OFFERED) {
      offered.remove(before.id());
    }
  }

  /** Changes of one ticket mostly follow each other. */
  private void mark(UUID ticket) {
    if (!ticket.equals(stale.peekLast())) {
      stale.add(ticket);
    }
  }

  /** A held ticket counts for the line that it stood in last. */
  private void countHolds(@Nullable Ticket before, @Nullable Ticket after) {
    boolean wasHeld = before != null && before.hold() != null;
    boolean isHeld = after != null && after.hold() != null;
    boolean same = wasHeld && isHeld && before != null && after != null && keeps(before, after);
    if (!same && wasHeld && before != null) {
      given.add(before);
    }
    if (!same && isHeld && after != null) {
      taken.add(after);
    }
  }

  private static boolean keeps(Ticket before, Ticket after) {
    return before.queue().equals(after.queue())
        && before.activeStep() == after.activeStep()
        && before.channel().equals(after.channel());
  }

  void changed(QueueDefinition queue) {
    if (queue.strategy() == Strategy.PRICE && !priced) {
      priced = true;
      state.eachTicket(ticket -> countHolds(null, ticket));
    }
    for (Line line : lines.values()) {
      if (line.key.queue().equals(queue.name())) {
        line.redefine(queue);
      }
    }
  }

  /** Brings every changed ticket up to date; the roster must be settled. */
  void settle() {
    while (!stale.isEmpty()) {
      UUID id = stale.remove();
      Ticket ticket = state.ticket(id);
      boolean waits = ticket != null && ticket.stage() == TicketStage.QUEUED;
      Line.Place place = places.get(id);
      if (ticket != null && waits && place != null && stays(place, ticket)) {
        place.ticket = ticket;
      } else {
        if (place != null) {
          remove(place);
        }
        if (ticket != null && waits) {
          add(ticket);
        }
      }
    }
  }

  /** Brings the counts of held tickets up to date; the roster must be settled. */
  void settleHolds() {
    while (!taken.isEmpty()) {
      hold(taken.remove(), 1);
    }
    while (!given.isEmpty()) {
      hold(given.remove(), -1);
    }
  }

  private void hold(Ticket ticket, int sign) {
    if (requirement(ticket.activeStep().expr()).only() == null) {
      Line line = line(ticket);
      boolean wasBusy = line.held > 0;
      line.held += sign;
      busy(line, wasBusy);
    }
  }

  private static void busy(Line line, boolean wasBusy) {
    Demand demand = line.demand;
    if (demand != null && wasBusy != (line.held > 0)) {
      if (wasBusy) {
        demand.busy.remove(line);
      } else {
        demand.busy.add(line);
      }
    }
  }

  private static boolean stays(Line.Place place, Ticket ticket) {
    return place.ticket == ticket
        || (place.ticket.virtualAt().equals(ticket.virtualAt())
            && place.line.key.equals(Line.Key.of(ticket)));
  }

  private void add(Ticket ticket) {
    Line line = line(ticket);
    places.put(ticket.id(), line.add(ticket));
    if (line.size() == 1) {
      filled++;
      linesOf(line, list -> list.add(line));
    }
  }

  private void remove(Line.Place place) {
    Line line = place.line;
    places.remove(place.ticket.id());
    line.remove(place);
    if (line.size() == 0) {
      filled--;
      linesOf(line, list -> list.remove(line));
      if (line.demand == null) {
        lines.remove(line.key);
      }
    }
  }

  private void linesOf(Line line, Consumer<List<Line>> action) {
    if (line.demand != null) {
      action.accept(line.demand.lines);
    } else {
      for (String login : only(line.requirement)) {
        List<Line> own = named.computeIfAbsent(login, _ -> new ArrayList<>());
        action.accept(own);
        if (own.isEmpty()) {
          named.remove(login);
        }
      }
    }
  }

  private static SortedSet<String> only(Requirement requirement) {
    SortedSet<String> only = requirement.only();
    return only == null ? new TreeSet<>() : only;
  }

  private Line line(Ticket ticket) {
    Line.Key key = Line.Key.of(ticket);
    Line known = lines.get(key);
    if (known != null) {
      return known;
    }
    Requirement requirement = requirement(key.expr());
    Line line =
        new Line(
            key,
            requirement,
            roster.channel(key.channel()),
            requirement.only() == null ? roster.demand(requirement.base()) : null,
            state.requireQueue(key.queue()),
            standing,
            roster.effort);
    lines.put(key, line);
    return line;
  }

  /** The expression taken apart; what nobody has asked for lately is forgotten. */
  Requirement requirement(Expr expr) {
    Requirement known = requirements.get(expr);
    if (known != null) {
      return known;
    }
    if (requirements.size() > MAX_UNUSED) {
      requirements.clear();
    }
    Requirement requirement = Requirement.of(expr);
    requirements.put(expr, requirement);
    return requirement;
  }

  int size() {
    return places.size();
  }

  /** How many lines have tickets. */
  int filled() {
    return filled;
  }

  /** The filled lines whose tickets only named agents may take, this one among them. */
  List<Line> namedFor(String login) {
    return named.getOrDefault(login, List.of());
  }

  /** Tickets, by id, among which are all that wait at a step before the last for nobody. */
  List<Ticket> doubtful(Predicate<Line> impossible) {
    SortedSet<UUID> ids = new TreeSet<>(offered.keySet());
    for (Line line : lines.values()) {
      if (line.size() > 0 && impossible.test(line)) {
        line.each(place -> ids.add(place.ticket.id()));
      }
    }
    List<Ticket> tickets = new ArrayList<>();
    for (UUID id : ids) {
      Ticket ticket = state.ticket(id);
      if (ticket != null) {
        tickets.add(ticket);
      }
    }
    return tickets;
  }
}
