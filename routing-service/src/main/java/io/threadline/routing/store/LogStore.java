package io.threadline.routing.store;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.match.Decision;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pool's log in PostgreSQL: a row per commit, and where commands and tickets are found in it. */
public final class LogStore {
  private static final String BATCH =
      """
      INSERT INTO routing_batch (tenant_id, pool, last_seq, first_seq, epoch, at, log, changes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String COMMANDS =
      """
      INSERT INTO routing_command (id, tenant_id, pool, last_seq)
      SELECT id, ?, ?, ? FROM unnest(?::uuid[]) AS id
      """;

  private static final String DECIDED =
      """
      INSERT INTO routing_decided (ticket_id, tenant_id, pool, last_seq)
      SELECT id, ?, ?, ? FROM unnest(?::uuid[]) AS id
      """;

  private static final String ANSWERED =
      """
      SELECT log FROM routing_batch WHERE tenant_id = ? AND pool = ? AND last_seq IN (
        SELECT last_seq FROM routing_command
        WHERE id = ANY (?::uuid[]) AND tenant_id = ? AND pool = ?)
      """;

  private static final String OF_TICKET =
      """
      SELECT log FROM routing_batch WHERE tenant_id = ? AND pool = ? AND last_seq IN (
        SELECT last_seq FROM routing_decided WHERE ticket_id = ? AND tenant_id = ? AND pool = ?
        ORDER BY last_seq DESC LIMIT ?)
      """;

  private LogStore() {}

  /** An answer given before, and to what. */
  public record FirstAnswer(Input input, Reply reply) {}

  /**
   * Adds what a commit has.
   *
   * @param changes what it changed of the state, packed, unless the tables say it with this commit
   */
  public static void append(
      Connection connection, PoolKey key, LogBatch batch, byte @Nullable [] changes)
      throws SQLException {
    if (batch.inputs().isEmpty()) {
      return;
    }
    var last = batch.inputs().getLast().stamp();
    try (PreparedStatement insert = connection.prepareStatement(BATCH)) {
      insert.setObject(1, key.tenant());
      insert.setString(2, key.pool());
      insert.setLong(3, last.seq());
      insert.setLong(4, batch.inputs().getFirst().stamp().seq());
      insert.setLong(5, last.epoch());
      insert.setObject(6, last.at().atOffset(ZoneOffset.UTC));
      insert.setBytes(7, batch.packed());
      insert.setBytes(8, changes);
      insert.executeUpdate();
    }
    List<UUID> commands = batch.inputs().stream().map(LogBatch.Entry::commandId).toList();
    index(connection, COMMANDS, key, last.seq(), commands);
    Set<UUID> tickets = new HashSet<>();
    batch.decisions().forEach(decision -> tickets.add(decision.ticketId()));
    index(connection, DECIDED, key, last.seq(), tickets);
  }

  private static void index(
      Connection connection, String sql, PoolKey key, long lastSeq, Collection<UUID> ids)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setObject(1, key.tenant());
      insert.setString(2, key.pool());
      insert.setLong(3, lastSeq);
      insert.setArray(4, connection.createArrayOf("uuid", ids.toArray()));
      insert.executeUpdate();
    }
  }

  /** The answers given before to those of the commands that were. */
  public static Map<UUID, FirstAnswer> firstAnswers(
      Connection connection, PoolKey key, Collection<UUID> commands) throws SQLException {
    Map<UUID, FirstAnswer> answers = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(ANSWERED)) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setArray(3, connection.createArrayOf("uuid", commands.toArray()));
      query.setObject(4, key.tenant());
      query.setString(5, key.pool());
      Set<UUID> asked = Set.copyOf(commands);
      for (LogBatch batch : batches(query)) {
        for (LogBatch.Entry entry : batch.inputs()) {
          if (asked.contains(entry.commandId())) {
            answers.put(entry.commandId(), new FirstAnswer(entry.input(), entry.reply()));
          }
        }
      }
    }
    return answers;
  }

  /**
   * The decisions about a ticket, first made first.
   *
   * @param limit at most so many, of the last
   */
  public static List<Decision> decisions(Connection connection, PoolKey key, UUID ticket, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OF_TICKET)) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setObject(3, ticket);
      query.setObject(4, key.tenant());
      query.setString(5, key.pool());
      query.setInt(6, limit);
      List<Decision> decisions = new ArrayList<>();
      for (LogBatch batch : batches(query)) {
        batch.decisions().stream().filter(d -> d.ticketId().equals(ticket)).forEach(decisions::add);
      }
      decisions.sort(
          Comparator.comparingLong((Decision d) -> d.stamp().seq())
              .thenComparingInt(Decision::ordinal));
      return decisions.subList(Math.max(0, decisions.size() - limit), decisions.size());
    }
  }

  private static List<LogBatch> batches(PreparedStatement query) throws SQLException {
    List<LogBatch> batches = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        batches.add(LogBatch.of(row.getBytes(1)));
      }
    }
    return batches;
  }
}
