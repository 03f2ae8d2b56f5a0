package io.threadline.routing.store;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.Stamp;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.CalendarDefinition;
import io.threadline.routing.core.state.Changes;
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
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a writer writes in its transaction: one statement per table, whatever the batch. */
public final class PoolStore {
  private static final String FENCE =
      """
      UPDATE pool_lease SET expires_at = clock_timestamp() + make_interval(secs => ?)
      WHERE tenant_id = ? AND pool = ? AND epoch = ?
      """;

  private static final String PROGRESS =
      """
      UPDATE pool_lease SET applied_seq = ?, applied_at = ?, state_hash = ?, kafka_offsets = ?::jsonb
      WHERE tenant_id = ? AND pool = ? AND epoch = ?
      """;

  private static final String LOG =
      """
      INSERT INTO routing_input (tenant_id, pool, seq, epoch, at, command_id, input, reply)
      SELECT threadline_tenant(), ?, u.seq, u.epoch, u.at::timestamptz, u.command_id,
             u.input::json, u.reply::json
      FROM unnest(?, ?, ?, ?, ?, ?) AS u (seq, epoch, at, command_id, input, reply)
      """;

  private static final String DECISIONS =
      """
      INSERT INTO decision (tenant_id, pool, seq, ordinal, ticket_id, body)
      SELECT threadline_tenant(), ?, u.seq, u.ordinal, u.ticket_id, u.body::json
      FROM unnest(?, ?, ?, ?) AS u (seq, ordinal, ticket_id, body)
      """;

  private static final String DEFINITIONS =
      """
      INSERT INTO definition (tenant_id, pool, kind, key, body)
      SELECT threadline_tenant(), ?, u.kind, u.key, u.body::jsonb
      FROM unnest(?, ?, ?) AS u (kind, key, body)
      ON CONFLICT (tenant_id, pool, kind, key) DO UPDATE SET body = excluded.body
      """;

  private static final String AGENTS =
      """
      INSERT INTO agent (tenant_id, pool, login, body)
      SELECT threadline_tenant(), ?, u.login, u.body::jsonb
      FROM unnest(?, ?) AS u (login, body)
      ON CONFLICT (tenant_id, pool, login) DO UPDATE SET body = excluded.body
      """;

  private static final String TICKETS =
      """
      INSERT INTO ticket (tenant_id, pool, id, queue, stage, agent, weight, enqueued_at, body)
      SELECT threadline_tenant(), ?, u.id, u.queue, u.stage, u.agent, u.weight,
             u.enqueued_at::timestamptz, u.body::jsonb
      FROM unnest(?, ?, ?, ?, ?, ?, ?) AS u (id, queue, stage, agent, weight, enqueued_at, body)
      ON CONFLICT (tenant_id, pool, id) DO UPDATE
      SET queue = excluded.queue, stage = excluded.stage, agent = excluded.agent,
          weight = excluded.weight, enqueued_at = excluded.enqueued_at, body = excluded.body
      """;

  private static final String OFFERS =
      """
      INSERT INTO offer (tenant_id, pool, id, agent, state, body)
      SELECT threadline_tenant(), ?, u.id, u.agent, u.state, u.body::jsonb
      FROM unnest(?, ?, ?, ?) AS u (id, agent, state, body)
      ON CONFLICT (tenant_id, pool, id) DO UPDATE
      SET agent = excluded.agent, state = excluded.state, body = excluded.body
      """;

  private PoolStore() {}

  /** A line of the log with its answer. */
  public record Logged(Stamp stamp, UUID commandId, Input input, Reply reply) {}

  /** An answer given before, and to what. */
  public record FirstAnswer(Input input, Reply reply) {}

  /** True if the writer of that epoch still holds the lease: then nobody else can commit first. */
  public static boolean fence(Connection connection, PoolKey key, long epoch, Duration lease)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(FENCE)) {
      update.setDouble(1, lease.toMillis() / 1_000.0);
      update.setObject(2, key.tenant());
      update.setString(3, key.pool());
      update.setLong(4, epoch);
      return update.executeUpdate() == 1;
    }
  }

  /** The answers given before to those of the commands that were. */
  public static Map<UUID, FirstAnswer> firstAnswers(
      Connection connection, PoolKey key, Collection<UUID> commands) throws SQLException {
    Map<UUID, FirstAnswer> answers = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT command_id, input, reply FROM routing_input
            WHERE tenant_id = ? AND pool = ? AND command_id = ANY (?)
            """)) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setArray(3, connection.createArrayOf("uuid", commands.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          answers.put(
              row.getObject(1, UUID.class),
              new FirstAnswer(
                  CoreJson.read(row.getString(2), Input.class),
                  CoreJson.read(row.getString(3), Reply.class)));
        }
      }
    }
    return answers;
  }

  /** The inputs with their answers. */
  public static void log(Connection connection, PoolKey key, List<Logged> inputs)
      throws SQLException {
    RowArrays rows = new RowArrays("bigint", "bigint", "text", "uuid", "text", "text");
    for (Logged logged : inputs) {
      rows.add(
          logged.stamp().seq(),
          logged.stamp().epoch(),
          logged.stamp().at().toString(),
          logged.commandId(),
          CoreJson.write(logged.input()),
          CoreJson.write(logged.reply()));
    }
    rows.run(connection, LOG, key.pool());
  }

  /** The decisions with their explanations. */
  public static void decisions(Connection connection, PoolKey key, List<Decision> decisions)
      throws SQLException {
    RowArrays rows = new RowArrays("bigint", "int", "uuid", "text");
    for (Decision decision : decisions) {
      rows.add(
          decision.stamp().seq(),
          decision.ordinal(),
          decision.ticketId(),
          CoreJson.write(decision));
    }
    rows.run(connection, DECISIONS, key.pool());
  }

  /** The entities that changed, so that the tables are the state again. */
  public static void state(Connection connection, PoolKey key, Changes changes)
      throws SQLException {
    RowArrays definitions = new RowArrays("text", "text", "text");
    RowArrays agents = new RowArrays("text", "text");
    RowArrays tickets = new RowArrays("uuid", "text", "text", "text", "int", "text", "text");
    RowArrays offers = new RowArrays("uuid", "text", "text", "text");
    for (Entity entity : changes.written()) {
      String body = CoreJson.write(entity);
      switch (entity) {
        case PoolSettings settings -> definitions.add("settings", settings.key(), body);
        case SkillDefinition skill -> definitions.add("skill", skill.key(), body);
        case CalendarDefinition calendar -> definitions.add("calendar", calendar.key(), body);
        case QueueDefinition queue -> definitions.add("queue", queue.key(), body);
        case Agent agent -> agents.add(agent.login(), body);
        case Ticket ticket ->
            tickets.add(
                ticket.id(),
                ticket.queue(),
                ticket.stage().name(),
                ticket.agent(),
                ticket.hold() == null ? 0 : ticket.hold().weight(),
                ticket.enqueuedAt().toString(),
                body);
        case Offer offer -> offers.add(offer.id(), offer.agent(), offer.state().name(), body);
      }
    }
    // A ticket may have been closed and come back within one batch: first away, then there.
    delete(connection, key, "ticket", changes.closedTickets());
    delete(connection, key, "offer", changes.forgottenOffers());
    definitions.run(connection, DEFINITIONS, key.pool());
    agents.run(connection, AGENTS, key.pool());
    tickets.run(connection, TICKETS, key.pool());
    offers.run(connection, OFFERS, key.pool());
  }

  private static void delete(Connection connection, PoolKey key, String table, List<UUID> ids)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM " + table + " WHERE tenant_id = ? AND pool = ? AND id = ANY (?)")) {
      delete.setObject(1, key.tenant());
      delete.setString(2, key.pool());
      delete.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
      delete.executeUpdate();
    }
  }

  /** How far the pool has come. */
  public static void progress(
      Connection connection, PoolKey key, Stamp last, long stateHash, Map<Integer, Long> offsets)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(PROGRESS)) {
      update.setLong(1, last.seq());
      update.setObject(2, last.at().atOffset(ZoneOffset.UTC));
      update.setLong(3, stateHash);
      update.setString(4, CoreJson.write(offsets));
      update.setObject(5, key.tenant());
      update.setString(6, key.pool());
      update.setLong(7, last.epoch());
      update.executeUpdate();
    }
  }
}
