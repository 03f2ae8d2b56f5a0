package io.threadline.routing.store;

import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Snapshot;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.CalendarDefinition;
import io.threadline.routing.core.state.Entity;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import io.threadline.routing.core.state.Ticket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The state as the tables hold it, one row per entity, made an engine again. */
final class StateRows {
  private static final int ROWS_PER_FETCH = 5_000;

  private StateRows() {}

  /**
   * The engine at the stored state. The transaction must see the rows and the progress of one
   * moment.
   *
   * @throws IllegalStateException if the rows are not those whose hash was stored with them
   */
  static RoutingEngine load(Connection connection, PoolKey key, Progress progress)
      throws SQLException {
    List<Entity> entities = new ArrayList<>();
    read(connection, key, "definition WHERE kind = 'settings' AND", PoolSettings.class, entities);
    read(connection, key, "definition WHERE kind = 'skill' AND", SkillDefinition.class, entities);
    read(
        connection,
        key,
        "definition WHERE kind = 'calendar' AND",
        CalendarDefinition.class,
        entities);
    read(connection, key, "definition WHERE kind = 'queue' AND", QueueDefinition.class, entities);
    read(connection, key, "agent WHERE", Agent.class, entities);
    read(connection, key, "ticket WHERE", Ticket.class, entities);
    read(connection, key, "offer WHERE", Offer.class, entities);
    return RoutingEngine.restore(
        key.pool(), new Snapshot(progress.seq(), progress.at(), progress.stateHash(), entities));
  }

  private static void read(
      Connection connection,
      PoolKey key,
      String from,
      Class<? extends Entity> type,
      List<Entity> into)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT body FROM " + from + " tenant_id = ? AND pool = ?")) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setFetchSize(ROWS_PER_FETCH);
      List<String> bodies = new ArrayList<>(ROWS_PER_FETCH);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          bodies.add(row.getString(1));
          if (bodies.size() == ROWS_PER_FETCH) {
            parse(bodies, type, into);
          }
        }
      }
      parse(bodies, type, into);
    }
  }

  /** On all cores: reading the text is most of what a load takes. */
  private static void parse(List<String> bodies, Class<? extends Entity> type, List<Entity> into) {
    into.addAll(bodies.parallelStream().<Entity>map(body -> CoreJson.read(body, type)).toList());
    bodies.clear();
  }
}
