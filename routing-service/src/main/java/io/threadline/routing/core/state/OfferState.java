package io.threadline.routing.core.state;

import io.threadline.contracts.routing.OfferEnded;

/** Where an offer stands: pending, or at its one end. */
public enum OfferState {
  PENDING,
  ACCEPTED,
  DECLINED,
  TIMED_OUT,
  /** The customer left. */
  CANCELED,
  /** A supervisor took it back, or the agent went. */
  RESCINDED;

  /** The end as the event names it. */
  public OfferEnded.Outcome outcome() {
    return switch (this) {
      case PENDING -> throw new IllegalStateException("a pending offer has no outcome");
      case ACCEPTED -> OfferEnded.Outcome.ACCEPTED;
      case DECLINED -> OfferEnded.Outcome.DECLINED;
      case TIMED_OUT -> OfferEnded.Outcome.TIMED_OUT;
      case CANCELED -> OfferEnded.Outcome.CANCELED;
      case RESCINDED -> OfferEnded.Outcome.RESCINDED;
    };
  }
}
