package io.threadline.routing.core.state;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A timer. Timers fire in this order: time, kind, id, name, detail.
 *
 * @param id of the ticket or offer that asks for it; null for one that has a name
 * @param name of the entity that asks for it, empty for one that has an id
 * @param detail the agent or clock, where one entity has several timers of a kind
 */
public record Due(Instant at, Kind kind, @Nullable UUID id, String name, String detail)
    implements Comparable<Due> {

  /** What happens then. */
  public enum Kind {
    OFFER_EXPIRY,
    WRAP_UP_END,
    AGENT_GRACE_END,
    CONNECTION_GRACE_END,
    OPENING,
    SLA_CLOCK,
    QUEUE_LIMIT,
    STEP_EXPIRY,
    COOLDOWN_END,
    RAMP_END,
    OFFER_FORGOTTEN
  }

  /** A timer of an entity that has an id. */
  public Due(Instant at, Kind kind, UUID id, String detail) {
    this(at, kind, id, "", detail);
  }

  /** A timer of an entity that has a name. */
  public Due(Instant at, Kind kind, String name, String detail) {
    this(at, kind, null, name, detail);
  }

  /** Of the entity that asks for it. */
  public String key() {
    return id == null ? name : id.toString();
  }

  /** The id of a timer that is known to have one. */
  public UUID requireId() {
    if (id == null) {
      throw new IllegalStateException("timer " + this + " has no id");
    }
    return id;
  }

  @Override
  public int compareTo(Due other) {
    int order = at.compareTo(other.at);
    if (order == 0) {
      order = kind.compareTo(other.kind);
    }
    if (order == 0) {
      order = compare(id, other.id);
    }
    if (order == 0) {
      order = name.compareTo(other.name);
    }
    return order == 0 ? detail.compareTo(other.detail) : order;
  }

  private static int compare(@Nullable UUID a, @Nullable UUID b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return a.compareTo(b);
  }
}
