package io.threadline.routing.core.state;

import io.threadline.contracts.Presence;
import io.threadline.routing.core.agent.AgentDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the engine sees it. The load is not here: it is the sum of what the tickets hold.
 *
 * @param presence away while the connection is lost
 * @param presenceSince when the presence last changed
 * @param idleSince when the agent last came ready or had work taken off: who idles longest is first
 * @param lastOfferAt for round robin; null before the first offer
 * @param misses offers in a row that timed out
 * @param rampEndsAt until when the ramp limiter counts; null outside a ramp
 * @param rampOffers offers made in this ramp
 * @param watched true once a heartbeat was heard: from then on, until offline, silence is a loss
 * @param lost what the agent comes back to; null while the connection stands
 */
public record Agent(
    AgentDefinition definition,
    Presence presence,
    Instant presenceSince,
    Instant idleSince,
    @Nullable Instant lastOfferAt,
    int misses,
    @Nullable Instant rampEndsAt,
    int rampOffers,
    boolean watched,
    @Nullable Lost lost)
    implements Entity {

  /**
   * A lost connection.
   *
   * @param before the presence to come back to
   * @param graceEndsAt when the agent counts as offline
   */
  public record Lost(Presence before, Instant graceEndsAt) {}

  /** A new agent, who is not at work yet. */
  public static Agent defined(AgentDefinition definition, Instant at) {
    return new Agent(definition, Presence.OFFLINE, at, at, null, 0, null, 0, false, null);
  }

  public String login() {
    return definition.login();
  }

  public Agent with(AgentDefinition changed) {
    return new Agent(
        changed,
        presence,
        presenceSince,
        idleSince,
        lastOfferAt,
        misses,
        rampEndsAt,
        rampOffers,
        watched,
        lost);
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
        login ? 0 : rampOffers,
        watched && next != Presence.OFFLINE,
        null);
  }

  /** From now on silence counts as a lost connection. */
  public Agent heard() {
    return connection(presence, presenceSince, true, lost);
  }

  /** Away until the connection is back, at most that long. */
  public Agent disconnected(Instant at, Instant graceEnd) {
    return connection(Presence.AWAY, at, watched, new Lost(presence, graceEnd));
  }

  /** Back in the presence before the loss, as idle as before. */
  public Agent reconnected(Lost from, Instant at) {
    return connection(from.before(), at, watched, null);
  }

  private Agent connection(
      Presence next, Instant since, boolean nowWatched, @Nullable Lost nowLost) {
    return new Agent(
        definition,
        next,
        since,
        idleSince,
        lastOfferAt,
        misses,
        rampEndsAt,
        rampOffers,
        nowWatched,
        nowLost);
  }

  public Agent offered(Instant at) {
    int ramped = rampEndsAt == null ? 0 : rampOffers + 1;
    return counting(idleSince, at, misses, rampEndsAt, ramped);
  }

  public Agent released(Instant at) {
    return counting(at, lastOfferAt, misses, rampEndsAt, rampOffers);
  }

  public Agent missed(int count) {
    return counting(idleSince, lastOfferAt, count, rampEndsAt, rampOffers);
  }

  public Agent rampEnded() {
    return counting(idleSince, lastOfferAt, misses, null, 0);
  }

  private Agent counting(
      Instant idle,
      @Nullable Instant offerAt,
      int missCount,
      @Nullable Instant rampEnd,
      int ramped) {
    return new Agent(
        definition,
        presence,
        presenceSince,
        idle,
        offerAt,
        missCount,
        rampEnd,
        ramped,
        watched,
        lost);
  }

  @Override
  public String key() {
    return login();
  }

  @Override
  public List<Due> dues() {
    if (rampEndsAt == null && lost == null) {
      return List.of();
    }
    List<Due> dues = new ArrayList<>(2);
    if (rampEndsAt != null) {
      dues.add(new Due(rampEndsAt, Due.Kind.RAMP_END, login(), ""));
    }
    if (lost != null) {
      dues.add(new Due(lost.graceEndsAt(), Due.Kind.CONNECTION_GRACE_END, login(), ""));
    }
    return dues;
  }

  @Override
  public Constant constant() {
    return definition;
  }

  @Override
  public void describe(Fingerprint f) {
    f.add(presence.name()).add(presenceSince).add(idleSince).add(lastOfferAt);
    f.add(misses).add(rampEndsAt).add(rampOffers);
    if (watched) {
      f.add("watched");
    }
    if (lost != null) {
      f.add(lost.before().name()).add(lost.graceEndsAt());
    }
  }
}
