package io.threadline.platform.inbox;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * The effect of a batch of events. Called inside one transaction, once per tenant of the batch,
 * with that tenant entered; offsets, de-duplication and what the handler writes commit together or
 * not at all.
 */
@FunctionalInterface
public interface BatchHandler {

  /**
   * Applies events that have not been applied before, in the order of their partitions.
   *
   * <p>A transient SQL error makes the whole batch run again. Any other exception makes the batch
   * run again in halves, and a record that fails alone goes to the dead letters: the handler keeps
   * nothing in memory that a roll-back would not take back.
   */
  void apply(Connection connection, UUID tenant, List<Envelope<Event>> events) throws SQLException;

  /**
   * True if applying this event again, even in the same batch, leaves everything as it is. Then its
   * id is not written down: a producer's repeat of it is applied like the first.
   */
  default boolean repeatable(Event event) {
    return false;
  }
}
