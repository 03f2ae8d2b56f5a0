package io.threadline.routing.core.state;

import org.jspecify.annotations.Nullable;

/**
 * Keeps something that follows from the entities. It must come to the same whichever way the
 * entities came about, so that a restored state behaves as the one that was stored.
 */
public interface Listener {
  /**
   * An entity was added ({@code before} is null), replaced, or removed ({@code after} is null);
   * that an ended offer is forgotten goes untold.
   */
  void changed(@Nullable Entity before, @Nullable Entity after);
}
