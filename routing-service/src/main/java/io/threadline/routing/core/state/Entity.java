package io.threadline.routing.core.state;

import java.util.List;

/**
 * A record of the state: immutable, replaced as a whole. The state is the set of them; everything
 * else (load, order of waiting, timers) follows from it.
 */
public sealed interface Entity
    permits PoolSettings, SkillDefinition, QueueDefinition, Agent, Ticket, Offer {

  /** Unique among its kind. */
  String key();

  /** The timers it asks for. */
  List<Due> dues();

  /** Feeds every component into the hash of the state. */
  void describe(Fingerprint fingerprint);
}
