package io.threadline.routing.core.flow;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import org.jspecify.annotations.Nullable;

/** Versions of definitions: nobody overwrites what somebody else has just changed. */
final class Versions {
  private Versions() {}

  /**
   * The refusal of a change that was made from another version than the one in force; null if
   * nothing is in its way.
   *
   * @param from null if any will do
   * @param present null if there is none
   */
  static @Nullable Reply stale(String key, @Nullable Long from, @Nullable Long present) {
    boolean fits = from == null || (present == null ? from == Input.NEW : present.equals(from));
    return fits ? null : new Reply.Stale(key, present);
  }

  static long next(@Nullable Long present) {
    return present == null ? 1 : present + 1;
  }
}
