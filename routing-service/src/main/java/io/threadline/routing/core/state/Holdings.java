package io.threadline.routing.core.state;

import io.threadline.routing.core.agent.Hold;
import io.threadline.routing.core.agent.Load;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each agent holds, by the agent's number: the sum of the tickets' holds. */
final class Holdings implements Listener {
  private final Table<String, Agent> agents;
  private final List<Load> loads = new ArrayList<>();

  Holdings(Table<String, Agent> agents) {
    this.agents = agents;
  }

  @Override
  public void changed(@Nullable Entity before, @Nullable Entity after) {
    Hold old = before instanceof Ticket ticket ? ticket.hold() : null;
    Hold now = after instanceof Ticket ticket ? ticket.hold() : null;
    if (old == now) {
      return;
    }
    if (old != null && before instanceof Ticket ticket) {
      load(old.agent()).giveBack(ticket.id(), old);
    }
    if (now != null && after instanceof Ticket ticket) {
      load(now.agent()).take(ticket.id(), now);
    }
  }

  /** The same object for ever: it changes as the tickets do. */
  Load load(String login) {
    int number = agents.number(login);
    if (number < 0) {
      throw new IllegalStateException("agent '" + login + "' holds work but is not defined");
    }
    while (number >= loads.size()) {
      loads.add(new Load());
    }
    return loads.get(number);
  }
}
