package io.threadline.platform.inbox;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.platform.database.Tenancy;
import io.threadline.platform.inbox.PositionStore.Position;
import io.threadline.platform.telemetry.EventSpans;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/** What one transaction of a consumer does: positions, de-duplication keys, effects. */
final class BatchTransaction {
  private static final String REMEMBER =
      """
      INSERT INTO consumed_event (consumer, id, tenant_id)
      SELECT ?, id, ? FROM unnest(?::uuid[]) AS id
      ON CONFLICT DO NOTHING RETURNING id
      """;

  private final String consumer;
  private final PositionStore positions;
  private final BatchHandler handler;

  BatchTransaction(String consumer, PositionStore positions, BatchHandler handler) {
    this.consumer = consumer;
    this.positions = positions;
    this.handler = handler;
  }

  /** Applies the events that are to be applied; answers how many those were. */
  int apply(Connection connection, Map<TopicPartition, Position> next, List<Envelope<Event>> events)
      throws SQLException {
    positions.advance(connection, next);
    int applied = 0;
    for (Map.Entry<UUID, List<Envelope<Event>>> tenant : byTenant(events).entrySet()) {
      Tenancy.enter(connection, tenant.getKey());
      List<Envelope<Event>> fresh = remember(connection, tenant.getKey(), tenant.getValue());
      if (!fresh.isEmpty()) {
        try (EventSpans spans = EventSpans.start(consumer, fresh)) {
          handler.apply(connection, tenant.getKey(), spans.events());
        }
      }
      applied += fresh.size();
    }
    return applied;
  }

  /** In one order of tenants everywhere, so that two instances cannot wait for each other. */
  private static SortedMap<UUID, List<Envelope<Event>>> byTenant(List<Envelope<Event>> events) {
    SortedMap<UUID, List<Envelope<Event>>> byTenant = new TreeMap<>();
    for (Envelope<Event> event : events) {
      byTenant.computeIfAbsent(event.tenant(), t -> new ArrayList<>()).add(event);
    }
    return byTenant;
  }

  /** Answers the events, in order, that are to be applied: the repeatable ones, and new ones. */
  private List<Envelope<Event>> remember(
      Connection connection, UUID tenant, List<Envelope<Event>> events) throws SQLException {
    List<UUID> ids =
        events.stream()
            .filter(event -> !handler.repeatable(event.data()))
            .map(Envelope::id)
            .distinct()
            .toList();
    Set<UUID> fresh = ids.isEmpty() ? new HashSet<>() : insert(connection, tenant, ids);
    List<Envelope<Event>> result = new ArrayList<>(events.size());
    for (Envelope<Event> event : events) {
      if (handler.repeatable(event.data()) || fresh.remove(event.id())) {
        result.add(event);
      }
    }
    return result;
  }

  /** Writes the ids down and answers those that were not there before. */
  private Set<UUID> insert(Connection connection, UUID tenant, List<UUID> ids) throws SQLException {
    Set<UUID> fresh = new HashSet<>();
    try (PreparedStatement insert = connection.prepareStatement(REMEMBER)) {
      insert.setString(1, consumer);
      insert.setObject(2, tenant);
      insert.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          fresh.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return fresh;
  }
}
