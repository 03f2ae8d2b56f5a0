package io.threadline.routing.core.state;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket reserved for an agent.
 *
 * @param reason why this agent, in one sentence
 * @param expiresAt when it times out
 * @param endedAt null while pending
 * @param forgetAt until when the ended offer is remembered; null while pending
 * @param consultOn the ticket to consult on, where {@code ticketId} is the consult; null otherwise
 */
public record Offer(
    UUID id,
    UUID ticketId,
    String agent,
    String reason,
    Instant madeAt,
    Instant expiresAt,
    OfferState state,
    @Nullable Instant endedAt,
    @Nullable Instant forgetAt,
    @Nullable UUID consultOn)
    implements Entity {

  /** The ticket that people know. */
  public UUID subject() {
    return consultOn == null ? ticketId : consultOn;
  }

  public boolean pending() {
    return state == OfferState.PENDING;
  }

  public Offer ended(OfferState end, Instant at, Instant forget) {
    if (!pending()) {
      throw new IllegalStateException("offer " + id + " is " + state + ", it cannot be " + end);
    }
    return new Offer(id, ticketId, agent, reason, madeAt, expiresAt, end, at, forget, consultOn);
  }

  @Override
  public String key() {
    return id.toString();
  }

  @Override
  public List<Due> dues() {
    return forgetAt == null
        ? List.of(new Due(expiresAt, Due.Kind.OFFER_EXPIRY, id, ""))
        : List.of(new Due(forgetAt, Due.Kind.OFFER_FORGOTTEN, id, ""));
  }

  @Override
  public void describe(Fingerprint f) {
    f.add(id).add(ticketId).add(agent).add(reason).add(madeAt).add(expiresAt);
    f.add(state.name()).add(endedAt).add(forgetAt);
    if (consultOn != null) {
      f.add(consultOn);
    }
  }
}
