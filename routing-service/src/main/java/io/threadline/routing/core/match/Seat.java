package io.threadline.routing.core.match;

import io.threadline.routing.core.agent.Ledger;
import io.threadline.routing.core.agent.Load;
import io.threadline.routing.core.order.Heap;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.PoolSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the roster keeps it: what the agent could be offered now, and where in which order
 * the agent stands. It lags behind the state until the roster brings it up to date.
 */
final class Seat {
  final int number;
  final String login;
  final Load load;

  /** As the state has the agent. */
  Agent latest;

  /** As the orders have the agent, until the roster brings the seat up to date. */
  Agent agent;

  boolean stale;
  boolean redefined;
  @Nullable Group group;
  @Nullable Bucket bucket;
  int place;

  Standing standing = Standing.NEW;
  long permille;

  /** The agent's places in the orders of the bucket. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  final Heap.@Nullable Node<Seat>[] nodes = new Heap.Node[Order.values().length];

  final Map<Ranking, Heap.Node<Seat>> ranks = new LinkedHashMap<>();

  private int[] weights = new int[0];
  private int[] maxima = new int[0];
  private Ledger[] ledgers = new Ledger[0];

  Seat(int number, Agent agent, Load load) {
    this.number = number;
    this.login = agent.login();
    this.latest = agent;
    this.agent = agent;
    this.load = load;
  }

  /** Forgets what tickets cost the agent: the definition, the settings or the channels changed. */
  void reprice() {
    weights = new int[0];
  }

  /** Takes over what the state has; answers what the agent could be offered. */
  Standing appraise(PoolSettings settings, Channels channels, Instant now) {
    agent = latest;
    int capacity = agent.definition().capacity();
    permille = load.permille(capacity);
    if (weights.length != channels.count()) {
      learnPrices(settings, channels);
    }
    long room = 0;
    long full = 0;
    for (int i = 0; i < weights.length; i++) {
      if (load.on(channels.name(i)) >= maxima[i]) {
        full |= 1L << i;
      } else if (load.admits(ledgers[i], weights[i], capacity)) {
        room |= 1L << i;
      }
    }
    return new Standing(
        Admission.absence(agent), Admission.ramping(settings, agent, now), room, full);
  }

  private void learnPrices(PoolSettings settings, Channels channels) {
    int count = channels.count();
    weights = new int[count];
    maxima = new int[count];
    ledgers = new Ledger[count];
    for (int i = 0; i < count; i++) {
      var hold = Admission.hold(settings, agent, channels.name(i));
      weights[i] = hold.weight();
      ledgers[i] = hold.ledger();
      maxima[i] = Admission.maximum(settings, agent, channels.name(i));
    }
  }
}
