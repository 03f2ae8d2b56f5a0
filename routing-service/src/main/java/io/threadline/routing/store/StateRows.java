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
import io.threadline.routing.store.pack.Packed;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The state as the tables hold it, one row per entity, made an engine again. */
final class StateRows {
  private static final int ROWS_PER_FETCH = 5_000;

  private static final String LATER =
      """
      SELECT changes FROM routing_batch
      WHERE tenant_id = ? AND pool = ? AND last_seq > ? ORDER BY last_seq
      """;

  private static final String STATED =
      """
      UPDATE pool_lease SET rows_seq = applied_seq, rows_at = applied_at, rows_hash = state_hash
      WHERE tenant_id = ? AND pool = ?
      """;

  private StateRows() {}

  /**
   * Makes the tables state what was committed last. For who has locked the lease's row.
   *
   * @param rows what they state
   */
  static void bringUp(Connection connection, PoolKey key, Progress rows, Progress stored)
      throws SQLException {
    if (rows.seq() == stored.seq()) {
      return;
    }
    Unwritten unwritten = new Unwritten();
    try (PreparedStatement query = connection.prepareStatement(LATER)) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setLong(3, rows.seq());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          unwritten.add(PoolStore.changes(row.getBytes(1)));
        }
      }
    }
    PoolStore.rows(connection, key, unwritten.take(), stored);
    try (PreparedStatement update = connection.prepareStatement(STATED)) {
      update.setObject(1, key.tenant());
      update.setString(2, key.pool());
      update.executeUpdate();
    }
  }

  /**
   * The engine at the stored state. The transaction must see the rows and the progress of one
   * moment.
   *
   * @throws IllegalStateException if the rows are not those whose hash was stored with them
   */
  static RoutingEngine load(Connection connection, PoolKey key, Progress progress)
      throws SQLException {
    List<Entity> entities = new ArrayList<>();
    define(connection, key, "settings", PoolSettings.class, entities);
    define(connection, key, "skill", SkillDefinition.class, entities);
    define(connection, key, "calendar", CalendarDefinition.class, entities);
    define(connection, key, "queue", QueueDefinition.class, entities);
    read(connection, key, "body FROM agent WHERE", json(Agent.class), entities);
    read(connection, key, "packed FROM ticket WHERE", packed(Ticket.class), entities);
    read(connection, key, "packed FROM offer WHERE", packed(Offer.class), entities);
    entities.addAll(EndedOffers.read(connection, key, progress.at()));
    return RoutingEngine.restore(
        key.pool(), new Snapshot(progress.seq(), progress.at(), progress.stateHash(), entities));
  }

  private static void define(
      Connection connection,
      PoolKey key,
      String kind,
      Class<? extends Entity> type,
      List<Entity> into)
      throws SQLException {
    read(connection, key, "body FROM definition WHERE kind = '" + kind + "' AND", json(type), into);
  }

  private static Function<byte[], Entity> json(Class<? extends Entity> type) {
    return body -> CoreJson.read(new String(body, StandardCharsets.UTF_8), type);
  }

  private static <T extends Record & Entity> Function<byte[], Entity> packed(Class<T> type) {
    return body -> Packed.read(type, body);
  }

  private static void read(
      Connection connection,
      PoolKey key,
      String what,
      Function<byte[], Entity> parser,
      List<Entity> into)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT " + what + " tenant_id = ? AND pool = ?")) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setFetchSize(ROWS_PER_FETCH);
      List<byte[]> bodies = new ArrayList<>(ROWS_PER_FETCH);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          bodies.add(row.getBytes(1));
          if (bodies.size() == ROWS_PER_FETCH) {
            parse(bodies, parser, into);
          }
        }
      }
      parse(bodies, parser, into);
    }
  }

  /** On all cores: reading the bodies is most of what a load takes. */
  private static void parse(
      List<byte[]> bodies, Function<byte[], Entity> parser, List<Entity> into) {
    into.addAll(bodies.parallelStream().map(parser).toList());
    bodies.clear();
  }
}
