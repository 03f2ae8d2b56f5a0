package io.threadline.kpi.projection;

import io.threadline.contracts.DeliveryState;
import io.threadline.kpi.core.story.DeliveryFact;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;

/** The fact rows of deliveries. All reports of a message come over one partition. */
final class DeliveryFacts {
  private static final String LOCK =
      """
      SELECT message_id, channel, reported_at, state FROM delivery_fact
      WHERE tenant_id = ? AND message_id = ANY (?::uuid[])
      ORDER BY message_id FOR UPDATE
      """;
  private static final String WRITE =
      """
      INSERT INTO delivery_fact (tenant_id, message_id, channel, reported_at, state)
      SELECT ?, u.* FROM unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[]) AS u
      ON CONFLICT (tenant_id, message_id)
      DO UPDATE SET reported_at = excluded.reported_at, state = excluded.state
      """;

  private DeliveryFacts() {}

  static Map<UUID, DeliveryFact> lock(Connection connection, UUID tenant, SortedSet<UUID> messages)
      throws SQLException {
    Map<UUID, DeliveryFact> facts = new HashMap<>();
    if (messages.isEmpty()) {
      return facts;
    }
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setObject(1, tenant);
      SqlArrays.ids(lock, 2, List.copyOf(messages));
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          facts.put(
              rows.getObject("message_id", UUID.class),
              new DeliveryFact(
                  rows.getString("channel"),
                  Objects.requireNonNull(SqlArrays.instant(rows, "reported_at")),
                  DeliveryState.valueOf(rows.getString("state"))));
        }
      }
    }
    return facts;
  }

  static void write(Connection connection, UUID tenant, SortedMap<UUID, DeliveryFact> facts)
      throws SQLException {
    if (facts.isEmpty()) {
      return;
    }
    try (PreparedStatement write = connection.prepareStatement(WRITE)) {
      write.setObject(1, tenant);
      new SqlArrays<>(write, 1, facts.entrySet())
          .column("uuid", Map.Entry::getKey)
          .column("text", row -> row.getValue().channel())
          .column("timestamptz", row -> row.getValue().reported())
          .column("text", row -> row.getValue().state().name());
      write.executeUpdate();
    }
  }
}
