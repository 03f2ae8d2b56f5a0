package io.threadline.routing.simulate;

import io.threadline.routing.core.Input;
import java.time.Instant;

/** What comes from outside, whatever the engine decides. */
public sealed interface Occurrence {

  /** When. */
  Instant at();

  /** A customer asks for an agent. */
  record Arrives(Instant at, Contact contact) implements Occurrence {}

  /** An input that does not depend on decisions: presence, definitions. */
  record Happens(Instant at, Input input) implements Occurrence {}
}
