package io.threadline.routing.core.state;

import io.threadline.contracts.Presence;
import io.threadline.routing.core.agent.AgentDefinition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the engine sees it. The load is not here: it is the sum of what the tickets hold.
 *
 * @param presenceSince when the presence last changed
 * @param idleSince when the agent last came ready or had work taken off: who idles longest is first
 * @param lastOfferAt for round robin; null before the first offer
 * @param misses offers in a row that timed out
 * @param rampEndsAt until when the ramp limiter counts; null outside a ramp
 * @param rampOffers offers made in this ramp
 */
public record Agent(
    AgentDefinition definition,
    Presence presence,
    Instant presenceSince,
    Instant idleSince,
    @Nullable Instant lastOfferAt,
    int misses,
    @Nullable Instant rampEndsAt,
    int rampOffers)
    implements Entity {

  /** A new agent, who is not at work yet. */
  public static Agent defined(AgentDefinition definition, Instant at) {
    return new Agent(definition, Presence.OFFLINE, at, at, null, 0, null, 0);
  }

  public String login() {
    return definition.login();
  }

  public Agent with(AgentDefinition changed) {
    return new Agent(
        changed, presence, presenceSince, idleSince, lastOfferAt, misses, rampEndsAt, rampOffers);
  }

  /** Another presence; who comes ready starts to idle, and who was offline starts a ramp. */
  public Agent with(Presence next, Instant at, @Nullable Instant rampEnd) {
    boolean login = presence == Presence.OFFLINE && next != Presence.OFFLINE;
    return new Agent(
        definition,
        next,
        at,
        next == Presence.READY ? at : idleSince,
        lastOfferAt,
        next == Presence.READY ? 0 : misses,
        login ? rampEnd : rampEndsAt,
        login ? 0 : rampOffers);
  }

  public Agent offered(Instant at) {
    return new Agent(
        definition,
        presence,
        presenceSince,
        idleSince,
        at,
        misses,
        rampEndsAt,
        rampEndsAt == null ? 0 : rampOffers + 1);
  }

  public Agent released(Instant at) {
    return new Agent(
        definition, presence, presenceSince, at, lastOfferAt, misses, rampEndsAt, rampOffers);
  }

  public Agent missed(int count) {
    return new Agent(
        definition, presence, presenceSince, idleSince, lastOfferAt, count, rampEndsAt, rampOffers);
  }

  public Agent rampEnded() {
    return new Agent(definition, presence, presenceSince, idleSince, lastOfferAt, misses, null, 0);
  }

  @Override
  public String key() {
    return login();
  }

  @Override
  public List<Due> dues() {
    return rampEndsAt == null
        ? List.of()
        : List.of(new Due(rampEndsAt, Due.Kind.RAMP_END, login(), ""));
  }

  @Override
  public void describe(Fingerprint f) {
    f.add(definition.login()).add(definition.displayName()).add(definition.capacity());
    definition.skills().levels().forEach((skill, level) -> f.add(skill).add(level));
    definition
        .channels()
        .forEach((channel, limit) -> f.add(channel).add(limit.weight()).add(limit.maximum()));
    f.add(presence.name()).add(presenceSince).add(idleSince).add(lastOfferAt);
    f.add(misses).add(rampEndsAt).add(rampOffers);
  }
}
