package io.threadline.conversation.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.EventType;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.platform.database.RowArrays;
import io.threadline.platform.event.EventJson;
import io.threadline.platform.id.Ids;
import io.threadline.platform.inbox.BatchHandler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes a call for each webhook that is to be told of an event. */
public final class WebhookBatch implements BatchHandler {
  /** Every event. */
  static final String ALL = "*";

  private static final String INSERT =
      """
      INSERT INTO webhook_delivery (id, tenant_id, webhook_id, event_id, type, body, state,
        next_attempt_at, created_at)
      SELECT id, threadline_tenant(), webhook_id, event_id, type, body, 'waiting', now(), now()
      FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[])
        AS d(id, webhook_id, event_id, type, body)
      """;

  private record Hook(UUID id, List<String> events) {
    boolean wants(EventType type) {
      return events.contains(ALL) || events.contains(type.shortName());
    }
  }

  private record Row(UUID id, UUID webhook, UUID event, String type, String body) {}

  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    List<Hook> hooks =
        Sql.list(
            connection,
            "SELECT id, events FROM webhook WHERE enabled",
            row -> new Hook(Columns.uuid(row, "id"), Columns.texts(row, "events")));
    if (hooks.isEmpty()) {
      return;
    }
    List<Row> rows = new ArrayList<>();
    for (Envelope<Event> event : events) {
      EventType type = EventType.of(event.data());
      for (Hook hook : hooks) {
        if (hook.wants(type)) {
          rows.add(new Row(Ids.next(), hook.id(), event.id(), type.shortName(), body(event, type)));
        }
      }
    }
    insert(connection, rows);
  }

  private static void insert(Connection connection, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      RowArrays.bind(insert, rows)
          .uuid(Row::id)
          .uuid(Row::webhook)
          .uuid(Row::event)
          .text(Row::type)
          .text(Row::body);
      insert.executeUpdate();
    }
  }

  private static String body(Envelope<Event> event, EventType type) {
    return body(event.id(), type.shortName(), event.tenant(), event.time(), event.data());
  }

  /** The body of a call: the event with its id, type, version and time. */
  static String body(UUID id, String type, UUID tenant, Instant time, Object data) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", id);
    body.put("type", type);
    body.put("version", 1);
    body.put("tenant", tenant);
    body.put("time", time.toString());
    body.put("data", data);
    try {
      return EventJson.mapper().writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(type + " cannot be written", e);
    }
  }
}
