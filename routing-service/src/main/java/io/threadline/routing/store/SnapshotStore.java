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
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Whole states of a pool, kept now and then: where a look into its past begins. */
public final class SnapshotStore {
  /** An entity is a line: its kind, a space, its JSON. */
  private static final Map<String, Class<? extends Entity>> KINDS =
      Map.of(
          "settings", PoolSettings.class,
          "skill", SkillDefinition.class,
          "calendar", CalendarDefinition.class,
          "queue", QueueDefinition.class,
          "agent", Agent.class,
          "ticket", Ticket.class,
          "offer", Offer.class);

  private SnapshotStore() {}

  /**
   * Keeps a state, if its writer has the pool still and has committed as far.
   *
   * @return false if it was not kept
   */
  public static boolean keep(Connection connection, PoolKey key, long epoch, Snapshot snapshot)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO pool_snapshot (tenant_id, pool, seq, at, hash, body)
            SELECT tenant_id, pool, ?, ?, ?, ? FROM pool_lease
            WHERE tenant_id = ? AND pool = ? AND epoch = ? AND applied_seq >= ?
            ON CONFLICT DO NOTHING
            """)) {
      insert.setLong(1, snapshot.seq());
      insert.setObject(2, snapshot.at().atOffset(ZoneOffset.UTC));
      insert.setLong(3, snapshot.hash());
      insert.setBytes(4, packed(snapshot.entities()));
      insert.setObject(5, key.tenant());
      insert.setString(6, key.pool());
      insert.setLong(7, epoch);
      insert.setLong(8, snapshot.seq());
      return insert.executeUpdate() == 1;
    }
  }

  /**
   * The pool as it was at the nearest point before an input from which the log can be replayed;
   * empty if the log does not reach back that far.
   *
   * @throws IllegalStateException if a snapshot is not what its hash was taken of
   */
  public static Optional<RoutingEngine> before(Connection connection, PoolKey key, long seq)
      throws SQLException {
    return nearest(connection, key, "seq < ?", query -> query.setLong(3, seq), seq);
  }

  /** The input of that point; 0 if it is the log's beginning. */
  static long pointBefore(Connection connection, PoolKey key, long seq) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT max(seq) FROM pool_snapshot WHERE tenant_id = ? AND pool = ? AND seq < ?")) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setLong(3, seq);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /** The pool as it was at the nearest such point before a time. */
  public static Optional<RoutingEngine> before(Connection connection, PoolKey key, Instant time)
      throws SQLException {
    return nearest(
        connection,
        key,
        "at < ?",
        query -> query.setObject(3, time.atOffset(ZoneOffset.UTC)),
        Long.MAX_VALUE);
  }

  /** Sets the third parameter. */
  @FunctionalInterface
  private interface Parameter {
    void set(PreparedStatement query) throws SQLException;
  }

  private static Optional<RoutingEngine> nearest(
      Connection connection, PoolKey key, String which, Parameter parameter, long seq)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT seq, at, hash, body FROM pool_snapshot WHERE tenant_id = ? AND pool = ? AND "
                + which
                + " ORDER BY seq DESC LIMIT 1")) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      parameter.set(query);
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          Instant at = row.getObject(2, OffsetDateTime.class).toInstant();
          Snapshot snapshot =
              new Snapshot(row.getLong(1), at, row.getLong(3), entities(row.getBytes(4)));
          return Optional.of(RoutingEngine.restore(key.pool(), snapshot));
        }
      }
    }
    boolean[] first = new boolean[1];
    RecordedLog.each(connection, key, 0, Math.min(1, seq), logged -> first[0] = true);
    return first[0] ? Optional.of(new RoutingEngine(key.pool())) : Optional.empty();
  }

  private static byte[] packed(List<Entity> entities) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer lines =
        new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
      for (Entity entity : entities) {
        lines.append(kind(entity)).append(' ').append(CoreJson.write(entity)).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a state cannot be packed in memory", e);
    }
    return bytes.toByteArray();
  }

  private static String kind(Entity entity) {
    return switch (entity) {
      case PoolSettings _ -> "settings";
      case SkillDefinition _ -> "skill";
      case CalendarDefinition _ -> "calendar";
      case QueueDefinition _ -> "queue";
      case Agent _ -> "agent";
      case Ticket _ -> "ticket";
      case Offer _ -> "offer";
    };
  }

  private static List<Entity> entities(byte[] packed) {
    List<Entity> entities = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(packed)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        Class<? extends Entity> kind = KINDS.get(line.substring(0, space));
        if (kind == null) {
          throw new IllegalStateException("a snapshot has an entity '" + line + "' of no kind");
        }
        entities.add(CoreJson.read(line.substring(space + 1), kind));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a snapshot cannot be unpacked", e);
    }
    return entities;
  }
}
