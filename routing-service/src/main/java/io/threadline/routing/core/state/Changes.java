package io.threadline.routing.core.state;

import java.util.List;
import java.util.UUID;

/**
 * What changed in the state since it was last asked: the rows to write so that a stored copy is the
 * state again.
 *
 * @param written in the order of their first change
 * @param closedTickets tickets that routing is done with
 * @param forgottenOffers ended offers that the engine no longer answers for
 */
public record Changes(List<Entity> written, List<UUID> closedTickets, List<UUID> forgottenOffers) {
  public boolean isEmpty() {
    return written.isEmpty() && closedTickets.isEmpty() && forgottenOffers.isEmpty();
  }
}
