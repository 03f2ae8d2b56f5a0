package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Effort;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the ticket for an agent: the first of each line that the agent may take from. */
final class TicketSearch {
  private final State state;
  private final Backlog backlog;
  private final Seat seat;
  private final Instant now;
  private final Counts counts = new Counts();
  private final Best<TicketChoice.Claim> best;
  private int lines;

  TicketSearch(State state, Backlog backlog, Effort effort, Seat seat, Instant now) {
    this.state = state;
    this.backlog = backlog;
    this.seat = seat;
    this.now = now;
    this.best = new Best<>(TicketChoice.Claim.ORDER, effort);
  }

  TicketChoice choose() {
    if (backlog.filled() > 0 && seat.standing.takesPart() && seat.group != null) {
      for (Demand demand : seat.group.demands) {
        lookAt(demand.lines);
      }
      lookAt(backlog.namedFor(seat.login));
    }
    counts.add(Exclusion.REQUIREMENT, backlog.filled() - lines);
    int eligible = counts.passed();
    return new TicketChoice(
        best.first, best.second, eligible, eligible + counts.excluded(), counts.byReason());
  }

  private void lookAt(List<Line> some) {
    for (int i = 0; i < some.size(); i++) {
      lines++;
      Line line = some.get(i);
      Exclusion obstacle = obstacle(state, seat, line);
      if (obstacle != null) {
        counts.add(obstacle, 1);
      } else {
        lookAt(line);
      }
    }
  }

  private void lookAt(Line line) {
    Line.Place place = line.first(this::admits);
    if (place != null) {
      counts.add(null, 1);
      Index index = line.index(place.ticket, now);
      int levels = levels(line);
      best.offer(new TicketChoice.Claim(place.ticket, index, levels), -levels);
    }
  }

  private int levels(Line line) {
    return line.queue().strategy() == Strategy.PRIMARY_FIRST
        ? Ranking.levels(seat.agent.definition().skills(), line.requirement.skills())
        : TicketChoice.Claim.ANY_LEVELS;
  }

  private boolean admits(Line.Place place) {
    boolean cooling = Admission.cooling(place.ticket, seat.login, now);
    counts.add(Exclusion.COOLDOWN, cooling ? 1 : 0);
    return !cooling;
  }

  /** What keeps the agent from every ticket of the line. */
  static @Nullable Exclusion obstacle(State state, Seat seat, Line line) {
    Requirement requirement = line.requirement;
    if (!requirement.named().isEmpty()
        && !requirement.expr().test(seat.login, seat.agent.definition().skills())) {
      return Exclusion.REQUIREMENT;
    }
    if (line.channel >= 0) {
      return seat.standing.obstacle(line.channel);
    }
    Line.Place first = line.first();
    Ticket ticket = first == null ? null : first.ticket;
    return ticket == null ? null : Admission.room(state, seat.agent, ticket);
  }
}
