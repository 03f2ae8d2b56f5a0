package io.threadline.bench.shell;

import io.threadline.platform.id.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Assignment as it is commonly written: each client takes an agent with room by {@code FOR UPDATE
 * SKIP LOCKED}, in a transaction that also writes the ticket, the offer, the log, the decision and
 * the outbox rows that the group commit writes, then accepts, then completes. In tables of its own
 * one row per record (assignment.sql), without row-level security.
 */
final class SqlAssignment {
  private static final int CLIENTS = 8;
  private static final int BARE_TICKETS = 100_000;
  private static final List<String> TABLES =
      List.of("ticket", "offer", "routing_input", "decision", "outbox", "agent", "bare");

  /** As long as the engine's own explanations and entities are. */
  private static final String BODY = "{\"text\":\"" + "x".repeat(500) + "\"}";

  private static final byte[] EVENT = new byte[300];
  private static final UUID TENANT = new UUID(0x7000, 1);

  private final DataSource source;
  private final int agents;
  private final int capacity;

  SqlAssignment(DataSource source, int agents, int capacity) {
    this.source = source;
    this.agents = agents;
    this.capacity = capacity;
  }

  void prepare() throws SQLException {
    drop();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(schema());
      statement.execute(
          "INSERT INTO bench_agent SELECT 'agent' || n, 1 + n %% 10, %d, 0, clock_timestamp()"
                  .formatted(capacity)
              + " FROM generate_series(1, %d) AS n".formatted(agents));
    }
  }

  private static String schema() {
    try (InputStream sql = SqlAssignment.class.getResourceAsStream("assignment.sql")) {
      return new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("assignment.sql cannot be read", e);
    }
  }

  void drop() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute("DROP TABLE IF EXISTS bench_" + table);
      }
      statement.execute("DROP SEQUENCE IF EXISTS bench_seq");
    }
  }

  /** Tickets a second that came to an agent who accepted, by all clients. */
  double assignmentsPerSecond(Duration time) throws InterruptedException, SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE bench_agent SET load = 0");
      statement.execute("TRUNCATE bench_ticket, bench_offer");
    }
    return perSecond(time, client -> new Desk(client).step());
  }

  /** Tickets a second given to an agent with room by one statement that records nothing else. */
  double bareAssignmentsPerSecond(Duration time) throws InterruptedException, SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE bench_bare");
      statement.execute(
          "INSERT INTO bench_bare SELECT n, NULL FROM generate_series(1, %d) AS n"
              .formatted(BARE_TICKETS));
      statement.execute(
          "CREATE INDEX IF NOT EXISTS bench_bare_waiting ON bench_bare (id)"
              + " WHERE agent IS NULL");
      statement.execute("UPDATE bench_agent SET load = 0");
    }
    return perSecond(
        time,
        client -> {
          client.setAutoCommit(true);
          PreparedStatement assign =
              client.prepareStatement(
                  """
                  UPDATE bench_bare SET agent = (
                    SELECT login FROM bench_agent WHERE load < capacity AND level >= 1
                    ORDER BY load, idle_since LIMIT 1)
                  WHERE id = (SELECT id FROM bench_bare WHERE agent IS NULL
                              ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
                  """);
          return () -> assign.executeUpdate();
        });
  }

  /** One assignment; answers how many it made. */
  @FunctionalInterface
  private interface Step {
    int run() throws SQLException;
  }

  @FunctionalInterface
  private interface Client {
    Step with(Connection connection) throws SQLException;
  }

  private double perSecond(Duration time, Client client) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      long began = System.nanoTime();
      List<Future<Long>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(threads.submit(() -> run(time, client)));
      }
      long made = 0;
      for (Future<Long> each : running) {
        made += each.get();
      }
      return made / ((System.nanoTime() - began) / 1e9);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an SQL client failed", e.getCause());
    }
  }

  private long run(Duration time, Client client) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      Step step = client.with(connection);
      long made = 0;
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        made += step.run();
      }
      return made;
    }
  }

  /** One client: it keeps as many tickets as its share of the capacity, and then some wait. */
  private final class Desk {
    private final Connection connection;
    private final Deque<UUID> held = new ArrayDeque<>();
    private final int share = Math.ceilDiv(agents * capacity, CLIENTS);

    Desk(Connection connection) {
      this.connection = connection;
    }

    Step step() {
      return () -> {
        UUID ticket = Ids.next();
        UUID offer = enqueue(ticket);
        if (offer != null) {
          accept(ticket, offer);
          held.add(ticket);
        }
        if (offer == null || held.size() >= share) {
          complete(held.removeFirst());
        }
        return offer == null ? 0 : 1;
      };
    }

    /** The ticket, its log line and, if an agent has room, the offer; null if none has. */
    private @Nullable UUID enqueue(UUID ticket) throws SQLException {
      run(
          "INSERT INTO bench_ticket (tenant_id, pool, id, queue, stage, weight, enqueued_at, body)"
              + " VALUES (?, 'default', ?, 'general', 'QUEUED', 0, clock_timestamp(), ?::jsonb)",
          TENANT,
          ticket,
          BODY);
      log();
      tell("ticket-queued", ticket);
      String agent = null;
      try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT login FROM bench_agent WHERE load < capacity AND level >= 1"
                      + " ORDER BY load, idle_since LIMIT 1 FOR UPDATE SKIP LOCKED");
          ResultSet row = query.executeQuery()) {
        if (row.next()) {
          agent = row.getString(1);
        }
      }
      UUID offer = agent == null ? null : offer(ticket, agent);
      connection.commit();
      return offer;
    }

    private UUID offer(UUID ticket, String agent) throws SQLException {
      UUID offer = Ids.next();
      run("UPDATE bench_agent SET load = load + 1 WHERE login = ?", agent);
      run(
          "UPDATE bench_ticket SET stage = 'OFFERED', agent = ?, weight = 1, body = ?::jsonb"
              + " WHERE tenant_id = ? AND pool = 'default' AND id = ?",
          agent,
          BODY,
          TENANT,
          ticket);
      run(
          "INSERT INTO bench_offer (tenant_id, pool, id, agent, state, body)"
              + " VALUES (?, 'default', ?, ?, 'PENDING', ?::jsonb)",
          TENANT,
          offer,
          agent,
          BODY);
      run(
          "INSERT INTO bench_decision (tenant_id, pool, seq, ordinal, ticket_id, body)"
              + " VALUES (?, 'default', nextval('bench_seq'), 0, ?, ?::json)",
          TENANT,
          ticket,
          BODY);
      tell("offer-made", ticket);
      return offer;
    }

    private void accept(UUID ticket, UUID offer) throws SQLException {
      run(
          "UPDATE bench_offer SET state = 'ACCEPTED', body = ?::jsonb"
              + " WHERE tenant_id = ? AND pool = 'default' AND id = ? AND state = 'PENDING'",
          BODY,
          TENANT,
          offer);
      run(
          "UPDATE bench_ticket SET stage = 'ASSIGNED', body = ?::jsonb"
              + " WHERE tenant_id = ? AND pool = 'default' AND id = ?",
          BODY,
          TENANT,
          ticket);
      log();
      tell("offer-ended", ticket);
      tell("ticket-assigned", ticket);
      connection.commit();
    }

    private void complete(UUID ticket) throws SQLException {
      run(
          "UPDATE bench_agent SET load = load - 1, idle_since = clock_timestamp() WHERE login ="
              + " (SELECT agent FROM bench_ticket"
              + " WHERE tenant_id = ? AND pool = 'default' AND id = ?)",
          TENANT,
          ticket);
      run(
          "DELETE FROM bench_ticket WHERE tenant_id = ? AND pool = 'default' AND id = ?",
          TENANT,
          ticket);
      log();
      tell("ticket-released", ticket);
      connection.commit();
    }

    private void log() throws SQLException {
      run(
          "INSERT INTO bench_routing_input"
              + " (tenant_id, pool, seq, epoch, at, command_id, input, reply) VALUES (?, 'default',"
              + " nextval('bench_seq'), 1, clock_timestamp(), ?, ?::json, '{}'::json)",
          TENANT,
          Ids.next(),
          BODY);
    }

    private void tell(String type, UUID ticket) throws SQLException {
      run(
          "INSERT INTO bench_outbox (shard, id, tenant_id, topic, key, type, source, time, body)"
              + " VALUES (?, ?, ?, 'routing.events', ?, ?, '/bench', clock_timestamp(), ?)",
          Math.floorMod(ticket.hashCode(), 4),
          Ids.next(),
          TENANT,
          ticket.toString(),
          type,
          EVENT);
    }

    private void run(String sql, Object... values) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
      }
    }
  }
}
