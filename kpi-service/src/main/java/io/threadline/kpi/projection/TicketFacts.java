package io.threadline.kpi.projection;

import io.threadline.kpi.core.measure.Field;
import io.threadline.kpi.core.story.Stories;
import io.threadline.kpi.core.story.Story;
import io.threadline.kpi.core.story.TicketFact;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fact rows of tickets. */
final class TicketFacts {
  /** The folded fields, which are columns of the row, in a fixed order. */
  private static final List<Field> FIELDS =
      List.of(
          Field.OPENED,
          Field.FIRST_REPLIED,
          Field.FIRST_RESOLVED,
          Field.RESOLVED,
          Field.REOPENED,
          Field.QUEUED,
          Field.ANSWERED,
          Field.ABANDONED,
          Field.RATED,
          Field.SPAM,
          Field.SCORE);

  private static final String CREATE =
      """
      INSERT INTO ticket_fact (tenant_id, ticket_id)
      SELECT ?, t.id FROM unnest(?::uuid[]) WITH ORDINALITY AS t(id, place)
      WHERE NOT EXISTS (SELECT FROM ticket_fact f WHERE f.tenant_id = ? AND f.ticket_id = t.id)
      ORDER BY t.place
      ON CONFLICT DO NOTHING
      """;
  private static final String LOCK =
      """
      SELECT ticket_id, story FROM ticket_fact
      WHERE tenant_id = ? AND ticket_id = ANY (?::uuid[])
      ORDER BY ticket_id FOR UPDATE
      """;
  private static final String WRITE =
      """
      UPDATE ticket_fact f SET version = f.version + 1, story = u.story,
        customer_id = u.customer_id, channel = u.channel, queue = u.queue, agent = u.agent, %s
      FROM unnest(?::uuid[], ?::bytea[], ?::uuid[], ?::text[], ?::text[], ?::text[],
        ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[],
        ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[],
        ?::smallint[]) AS u(ticket_id, story, customer_id, channel, queue, agent, %s)
      WHERE f.tenant_id = ? AND f.ticket_id = u.ticket_id
      """
          .formatted(
              FIELDS.stream()
                  .map(field -> field.column() + " = u." + field.column())
                  .collect(Collectors.joining(", ")),
              FIELDS.stream().map(Field::column).collect(Collectors.joining(", ")));

  private TicketFacts() {}

  /**
   * Locks the rows of the tickets, making those that are not there, and folds what they hold. The
   * order is that of the ids, so that two batches never wait for each other in a circle.
   */
  static Map<UUID, TicketFact> lock(Connection connection, UUID tenant, SortedSet<UUID> tickets)
      throws SQLException {
    List<UUID> ids = List.copyOf(tickets);
    try (PreparedStatement create = connection.prepareStatement(CREATE)) {
      create.setObject(1, tenant);
      SqlArrays.ids(create, 2, ids);
      create.setObject(3, tenant);
      create.executeUpdate();
    }
    Map<UUID, TicketFact> facts = new HashMap<>();
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setObject(1, tenant);
      SqlArrays.ids(lock, 2, ids);
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          byte[] story = rows.getBytes("story");
          facts.put(
              rows.getObject("ticket_id", UUID.class),
              TicketFact.of(story == null ? Story.EMPTY : Stories.read(story)));
        }
      }
    }
    return facts;
  }

  /** Writes facts whose rows are locked. */
  static void write(Connection connection, UUID tenant, Map<UUID, TicketFact> facts)
      throws SQLException {
    if (facts.isEmpty()) {
      return;
    }
    Collection<Map.Entry<UUID, TicketFact>> rows = facts.entrySet();
    try (PreparedStatement update = connection.prepareStatement(WRITE)) {
      SqlArrays<Map.Entry<UUID, TicketFact>> columns =
          new SqlArrays<>(update, 0, rows)
              .column("uuid", Map.Entry::getKey)
              .bytes(row -> Stories.write(row.getValue().story()))
              .column("uuid", row -> row.getValue().customer())
              .column("text", row -> row.getValue().dimensions().channel())
              .column("text", row -> row.getValue().dimensions().queue())
              .column("text", row -> row.getValue().dimensions().agent());
      for (Field field : FIELDS) {
        if (field.isInstant()) {
          columns.column("timestamptz", row -> row.getValue().facts().instant(field));
        } else {
          columns.column("smallint", row -> number(row.getValue(), field));
        }
      }
      update.setObject(FIELDS.size() + 7, tenant);
      update.executeUpdate();
    }
  }

  private static @Nullable Object number(TicketFact fact, Field field) {
    return fact.facts().has(field) ? fact.facts().value(field) : null;
  }
}
