package io.threadline.routing.core.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of the state: immutable, replaced as a whole. The state is the set of them; everything
 * else (load, order of waiting, timers) follows from it.
 */
public sealed interface Entity
    permits PoolSettings,
        SkillDefinition,
        CalendarDefinition,
        QueueDefinition,
        Agent,
        Ticket,
        Offer {

  /** Unique among its kind. */
  String key();

  /** The timers it asks for. */
  List<Due> dues();

  /**
   * A part that stays the same object while it does not change, and is hashed once as long as it
   * does; null if there is none.
   */
  default @Nullable Constant constant() {
    return null;
  }

  /** A part of an entity that seldom changes. */
  interface Constant {
    /** Feeds every component of the part into a hash. */
    void describe(Fingerprint fingerprint);
  }

  /** Feeds every component, the constant part aside, into the hash of the state. */
  void describe(Fingerprint fingerprint);
}
