package io.threadline.routing.core.match;

import io.threadline.routing.core.agent.ChannelLimit;
import io.threadline.routing.core.agent.Hold;
import io.threadline.routing.core.agent.Load;
import io.threadline.routing.core.queue.ChannelPolicy;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.State;
import io.threadline.routing.core.state.Ticket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agent may be offered a ticket. The {@link Market} finds agents and tickets by parts of
 * this: absence and ramp (the agent alone), requirement (its skills), room (its load and the
 * channel). Only the cooldown, and agents that an expression names, are looked at ticket by ticket:
 * whatever is added here must be one of these.
 */
public final class Admission {
  private Admission() {}

  /** The first thing in the way, or null. */
  public static @Nullable Exclusion check(State state, Agent agent, Ticket ticket, Instant now) {
    Exclusion absent = absence(agent);
    if (absent != null) {
      return absent;
    }
    if (!ticket.activeStep().expr().test(agent.login(), agent.definition().skills())) {
      return Exclusion.REQUIREMENT;
    }
    if (cooling(ticket, agent.login(), now)) {
      return Exclusion.COOLDOWN;
    }
    return ramping(state.settings(), agent, now) ? Exclusion.RAMP : room(state, agent, ticket);
  }

  /** Why the agent is offered nothing at all, or null. */
  static @Nullable Exclusion absence(Agent agent) {
    return switch (agent.presence()) {
      case READY -> null;
      case AWAY -> Exclusion.AWAY;
      case DRAINING -> Exclusion.DRAINING;
      case OFFLINE -> Exclusion.OFFLINE;
    };
  }

  static boolean cooling(Ticket ticket, String login, Instant now) {
    if (ticket.cooldowns().isEmpty()) {
      return false;
    }
    Instant cooldown = ticket.cooldowns().get(login);
    return cooldown != null && now.isBefore(cooldown);
  }

  static boolean ramping(PoolSettings settings, Agent agent, Instant now) {
    return agent.rampEndsAt() != null
        && now.isBefore(agent.rampEndsAt())
        && agent.rampOffers() >= settings.rampOffers();
  }

  /** Whether the ticket fits beside what the agent holds: null if it does. */
  public static @Nullable Exclusion room(State state, Agent agent, Ticket ticket) {
    return room(state, agent, ticket.channel());
  }

  /** Whether a ticket of the channel fits beside what the agent holds: null if it does. */
  public static @Nullable Exclusion room(State state, Agent agent, String channel) {
    Hold hold = hold(state.settings(), agent, channel);
    Load load = state.load(agent.login());
    if (load.on(channel) >= maximum(state.settings(), agent, channel)) {
      return Exclusion.CHANNEL_MAXIMUM;
    }
    return load.admits(hold.ledger(), hold.weight(), agent.definition().capacity())
        ? null
        : Exclusion.CAPACITY;
  }

  /** What a ticket of the channel would take of the agent. */
  public static Hold hold(PoolSettings settings, Agent agent, String channel) {
    ChannelPolicy policy = settings.channel(channel);
    ChannelLimit own = agent.definition().channels().get(channel);
    return new Hold(
        agent.login(), channel, own == null ? policy.weight() : own.weight(), policy.ledger());
  }

  static int maximum(PoolSettings settings, Agent agent, String channel) {
    ChannelLimit own = agent.definition().channels().get(channel);
    return own == null ? settings.channel(channel).maximum() : own.maximum();
  }

  /** The answer to "why this agent, why not that one", with the values. */
  public static Verdict verdict(State state, Agent agent, Ticket ticket, Instant now) {
    Exclusion exclusion = check(state, agent, ticket, now);
    Load load = state.load(agent.login());
    String detail =
        switch (exclusion) {
          case null -> "could be offered this ticket";
          case REQUIREMENT ->
              "has %s, step %d asks for %s"
                  .formatted(
                      agent.definition().skills().levels(),
                      ticket.step() + 1,
                      ticket.activeStep().expr());
          case CAPACITY, CHANNEL_MAXIMUM ->
              "%s: holds %d tickets, %d of them %s, load %d of %d units"
                  .formatted(
                      exclusion.sentence(),
                      load.tickets(),
                      load.on(ticket.channel()),
                      ticket.channel(),
                      load.primary() + load.interruptible(),
                      agent.definition().capacity());
          case OFFLINE, AWAY, DRAINING -> exclusion.sentence() + ", since " + agent.presenceSince();
          case COOLDOWN ->
              exclusion.sentence() + ", until " + ticket.cooldowns().get(agent.login());
          case RAMP ->
              "%s: %d offers, the most until %s"
                  .formatted(exclusion.sentence(), agent.rampOffers(), agent.rampEndsAt());
        };
    return new Verdict(agent.login(), exclusion, agent.login() + ' ' + detail);
  }
}
