package io.threadline.routing.store;

import io.threadline.routing.core.state.Agent;
import io.threadline.routing.core.state.CalendarDefinition;
import io.threadline.routing.core.state.Changes;
import io.threadline.routing.core.state.Entity;
import io.threadline.routing.core.state.Offer;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.store.pack.Packed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What of the state a writer writes in its transaction: one statement per table. */
public final class PoolStore {
  /** Before anything else: no row means that another writer has the lease. */
  private static final String FENCE =
      """
      UPDATE pool_lease
      SET expires_at = clock_timestamp() + make_interval(secs => ?),
          applied_seq = ?, applied_at = ?, state_hash = ?, kafka_offsets = ?::jsonb%s
      WHERE tenant_id = ? AND pool = ? AND epoch = ?
      """;

  private static final String FENCE_ONLY = FENCE.formatted("");
  private static final String FENCE_WITH_ROWS =
      FENCE.formatted(", rows_seq = ?, rows_at = ?, rows_hash = ?");

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
      INSERT INTO ticket (tenant_id, pool, id, queue, stage, agent, weight, enqueued_at, packed)
      SELECT threadline_tenant(), ?, u.id, u.queue, u.stage, u.agent, u.weight,
             to_timestamp(u.enqueued_at), u.packed
      FROM unnest(?, ?, ?, ?, ?, ?, ?) AS u (id, queue, stage, agent, weight, enqueued_at, packed)
      ON CONFLICT (tenant_id, pool, id) DO UPDATE
      SET queue = excluded.queue, stage = excluded.stage, agent = excluded.agent,
          weight = excluded.weight, enqueued_at = excluded.enqueued_at, packed = excluded.packed
      """;

  private static final String OFFERS =
      """
      INSERT INTO offer (tenant_id, pool, id, ticket_id, agent, state, packed)
      SELECT threadline_tenant(), ?, u.id, u.ticket_id, u.agent, u.state, u.packed
      FROM unnest(?, ?, ?, ?, ?) AS u (id, ticket_id, agent, state, packed)
      ON CONFLICT (tenant_id, pool, id) DO UPDATE
      SET agent = excluded.agent, state = excluded.state, packed = excluded.packed
      """;

  private static final double MILLIS = 1_000.0;

  /** What PostgreSQL's calendar can hold, and more than anybody waits. */
  private static final Instant FIRST_INSTANT = Instant.parse("1900-01-01T00:00:00Z");

  private static final Instant LAST_INSTANT = Instant.parse("9999-01-01T00:00:00Z");

  private PoolStore() {}

  /**
   * Says how far the pool has come, if the writer of that epoch still holds the lease: then nobody
   * else can commit first.
   *
   * @param withRows true if the tables state the same with this commit
   * @return false if another writer has the lease
   */
  public static boolean progress(
      Connection connection,
      PoolKey key,
      long epoch,
      Progress progress,
      Map<Integer, Long> offsets,
      Duration lease,
      boolean withRows)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(withRows ? FENCE_WITH_ROWS : FENCE_ONLY)) {
      int at = 1;
      update.setDouble(at++, lease.toMillis() / MILLIS);
      at = set(update, at, progress);
      update.setString(at++, CoreJson.write(offsets));
      if (withRows) {
        at = set(update, at, progress);
      }
      update.setObject(at++, key.tenant());
      update.setString(at++, key.pool());
      update.setLong(at, epoch);
      return update.executeUpdate() == 1;
    }
  }

  private static int set(PreparedStatement update, int from, Progress progress)
      throws SQLException {
    update.setLong(from, progress.seq());
    update.setObject(from + 1, progress.at().atOffset(ZoneOffset.UTC));
    update.setLong(from + 2, progress.stateHash());
    return from + 3;
  }

  /** The changes as they are kept in a batch until the tables state them. */
  public static byte[] packed(Changes changes) {
    return Packed.write(Changes.class, changes);
  }

  static Changes changes(byte[] packed) {
    return Packed.read(Changes.class, packed);
  }

  /**
   * The entities that changed, so that the tables are the state again.
   *
   * @param progress what the tables state then
   */
  public static void rows(Connection connection, PoolKey key, Changes changes, Progress progress)
      throws SQLException {
    Sorted sorted = new Sorted();
    changes.written().forEach(sorted::add);
    // A ticket may have been closed and come back in between: first away, then there.
    delete(connection, key, "ticket", changes.closedTickets());
    delete(connection, key, "offer", changes.forgottenOffers());
    delete(connection, key, "offer", sorted.ended.stream().map(Offer::id).toList());
    if (!changes.forgottenOffers().isEmpty()) {
      EndedOffers.forget(connection, key, progress.at());
    }
    if (!sorted.ended.isEmpty()) {
      new EndedOffers(sorted.ended).write(connection, key, progress.seq());
    }
    sorted.definitions.run(connection, DEFINITIONS, key.pool());
    sorted.agents.run(connection, AGENTS, key.pool());
    sorted.tickets.run(connection, TICKETS, key.pool());
    sorted.offers.run(connection, OFFERS, key.pool());
  }

  /** Entities by where they go. */
  private static final class Sorted {
    final RowArrays definitions = new RowArrays("text", "text", "text");
    final RowArrays agents = new RowArrays("text", "text");
    final RowArrays tickets =
        new RowArrays("uuid", "text", "text", "text", "int", "float8", "bytea");
    final RowArrays offers = new RowArrays("uuid", "uuid", "text", "text", "bytea");
    final List<Offer> ended = new ArrayList<>();

    void add(Entity entity) {
      switch (entity) {
        case PoolSettings settings -> define(definitions, "settings", settings);
        case SkillDefinition skill -> define(definitions, "skill", skill);
        case CalendarDefinition calendar -> define(definitions, "calendar", calendar);
        case QueueDefinition queue -> define(definitions, "queue", queue);
        case Agent agent -> agents.add(agent.login(), CoreJson.write(agent));
        case Ticket ticket -> PoolStore.add(tickets, ticket);
        case Offer offer when !offer.pending() -> ended.add(offer);
        case Offer offer ->
            offers.add(
                offer.id(),
                offer.ticketId(),
                offer.agent(),
                offer.state().name(),
                Packed.write(Offer.class, offer));
      }
    }
  }

  private static void define(RowArrays definitions, String kind, Entity entity) {
    definitions.add(kind, entity.key(), CoreJson.write(entity));
  }

  private static void add(RowArrays tickets, Ticket ticket) {
    Instant since = ticket.enqueuedAt();
    Instant late = since.isAfter(LAST_INSTANT) ? LAST_INSTANT : since;
    Instant bounded = late.isBefore(FIRST_INSTANT) ? FIRST_INSTANT : late;
    tickets.add(
        ticket.id(),
        ticket.queue(),
        ticket.stage().name(),
        ticket.agent(),
        ticket.hold() == null ? 0 : ticket.hold().weight(),
        bounded.toEpochMilli() / MILLIS,
        Packed.write(Ticket.class, ticket));
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
}
