package io.threadline.routing.core.flow;

import io.threadline.contracts.Presence;
import io.threadline.contracts.routing.PresenceChanged;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.match.Trigger;
import io.threadline.routing.core.queue.ChannelPolicy;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.PoolSettings;
import java.time.Duration;
import java.time.Instant;

/**
 * Agents whose client falls silent are disconnected: no offers, work kept for a grace that differs
 * by channel. Who is back in time goes on as before; who is not is offline.
 */
public final class ConnectionFlow {
  /** A reload of the client takes less. */
  private static final Duration SHORTEST_GRACE = Duration.ofSeconds(30);

  private ConnectionFlow() {}

  /** A sign of life. It does not bring an agent to work, only back. */
  public static Reply heard(Turn turn, Input.Heartbeat command) {
    Agent agent = turn.state().agent(command.agent());
    if (agent == null) {
      return PresenceFlow.unknown(command.agent());
    }
    if (agent.presence() != Presence.OFFLINE) {
      if (!agent.watched()) {
        turn.state().put(agent.heard());
      }
      if (agent.lost() != null) {
        reconnect(turn, agent, agent.lost());
      }
    }
    Agent after = turn.state().requireAgent(command.agent());
    return new Reply.PresenceIs(after.login(), after.presence());
  }

  private static void reconnect(Turn turn, Agent agent, Agent.Lost lost) {
    turn.state().put(agent.heard().reconnected(lost, turn.now()));
    turn.tell(at -> new PresenceChanged(at, agent.login(), lost.before(), true, turn.now()));
    PresenceFlow.endGrace(turn, agent.login());
    if (lost.before() == Presence.READY) {
      turn.free(agent.login(), Trigger.AGENT_READY);
    }
    PresenceFlow.offlineWhenDrained(turn, turn.state().requireAgent(agent.login()));
  }

  /** Silence: offers go to others at once, work waits as long as its channel allows. */
  public static Reply lost(Turn turn, Input.ConnectionLost command) {
    Agent agent = turn.state().agent(command.agent());
    if (agent == null) {
      return PresenceFlow.unknown(command.agent());
    }
    if (agent.presence() != Presence.OFFLINE && agent.lost() == null) {
      Instant graceEnd = turn.now().plus(longestGrace(turn.state().settings()));
      turn.state().put(agent.disconnected(turn.now(), graceEnd));
      turn.tell(at -> new PresenceChanged(at, agent.login(), Presence.AWAY, false, turn.now()));
      PresenceFlow.rescindOffers(turn, agent.login());
      PresenceFlow.startGrace(turn, agent.login());
    }
    Agent after = turn.state().requireAgent(command.agent());
    return new Reply.PresenceIs(after.login(), after.presence());
  }

  /** The agent did not come back. */
  static void graceEnded(Turn turn, Agent agent) {
    PresenceFlow.become(turn, agent, Presence.OFFLINE);
  }

  private static Duration longestGrace(PoolSettings settings) {
    Duration longest = SHORTEST_GRACE;
    for (ChannelPolicy policy : settings.channels().values()) {
      Duration grace = policy.offlineGrace();
      longest = grace != null && grace.compareTo(longest) > 0 ? grace : longest;
    }
    return longest;
  }
}
