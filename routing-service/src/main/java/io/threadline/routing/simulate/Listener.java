package io.threadline.routing.simulate;

import io.threadline.contracts.routing.RoutingEvent;
import java.time.Duration;
import java.time.Instant;

/** Learns what became of the customers. */
public interface Listener {

  /** How a customer went who was not served. */
  enum Departure {
    /** Out of patience. */
    ABANDONED,
    /** There was no place to wait. */
    BLOCKED
  }

  /** The engine has it: it waits, or has been offered already. */
  default void arrived(Contact contact, Instant at) {}

  /** An agent took it. Told once, for the first agent. */
  void served(Contact contact, String agent, Duration wait);

  /** The customer went unserved. */
  void left(Contact contact, Duration wait, Departure departure);

  /** Something that the engine tells the world. */
  void told(RoutingEvent event);
}
