package io.threadline.routing.simulate;

import java.util.UUID;

/** How far a request is that was there before the simulation. */
public sealed interface Progress {

  /** Nobody has been offered it, or nobody took it yet. */
  record Waits() implements Progress {}

  /** An offer is pending. */
  record Offered(UUID offer, String agent) implements Progress {}

  /** An agent works on it. */
  record Assigned(String agent) implements Progress {}

  /** An agent has resolved it and has work left after it. */
  record WrappedUp(String agent) implements Progress {}
}
