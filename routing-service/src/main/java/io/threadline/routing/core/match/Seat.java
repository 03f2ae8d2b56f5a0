package io.threadline.routing.core.match;

import io.threadline.routing.core.agent.Load;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.PoolSettings;
import java.time.Instant;
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

  private Terms terms = Terms.NONE;

  Seat(int number, Agent agent, Load load) {
    this.number = number;
    this.login = agent.login();
    this.latest = agent;
    this.agent = agent;
    this.load = load;
  }

  /** Forgets what tickets cost the agent: the definition, the settings or the channels changed. */
  void reprice() {
    terms = Terms.NONE;
  }

  /** Takes over what the state has; answers what the agent could be offered. */
  Standing appraise(PoolSettings settings, Channels channels, Instant now) {
    agent = latest;
    int capacity = agent.definition().capacity();
    permille = load.permille(capacity);
    if (terms.channels() != channels.count()) {
      terms = channels.terms(settings, agent);
    }
    long room = 0;
    long full = 0;
    for (int i = 0; i < terms.channels(); i++) {
      if (load.on(channels.name(i)) >= terms.maximum(i)) {
        full |= 1L << i;
      } else if (load.admits(terms.ledger(i), terms.weight(i), capacity)) {
        room |= 1L << i;
      }
    }
    Exclusion absence = Admission.absence(agent);
    boolean ramping = Admission.ramping(settings, agent, now);
    return standing.is(absence, ramping, room, full)
        ? standing
        : new Standing(absence, ramping, room, full);
  }
}
