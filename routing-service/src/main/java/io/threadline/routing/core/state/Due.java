package io.threadline.routing.core.state;

import java.time.Instant;
import java.util.Comparator;

/**
 * A timer. Timers fire in this order: time, kind, key.
 *
 * @param key of the entity that asks for it
 * @param detail the agent, where one entity has several timers of a kind
 */
public record Due(Instant at, Kind kind, String key, String detail) implements Comparable<Due> {

  /** What happens then. */
  public enum Kind {
    OFFER_EXPIRY,
    WRAP_UP_END,
    AGENT_GRACE_END,
    STEP_EXPIRY,
    COOLDOWN_END,
    RAMP_END,
    OFFER_FORGOTTEN
  }

  private static final Comparator<Due> ORDER =
      Comparator.comparing(Due::at)
          .thenComparing(Due::kind)
          .thenComparing(Due::key)
          .thenComparing(Due::detail);

  @Override
  public int compareTo(Due other) {
    return ORDER.compare(this, other);
  }
}
