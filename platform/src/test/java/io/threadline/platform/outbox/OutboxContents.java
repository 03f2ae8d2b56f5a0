package io.threadline.platform.outbox;

import io.threadline.contracts.Event;
import io.threadline.contracts.EventType;
import io.threadline.platform.event.EventJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What lies in an outbox, packed or not, shard by shard in order. */
public final class OutboxContents {
  private OutboxContents() {}

  /** The events that the connection may see. */
  public static List<Event> read(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT shard, " + OutboxRow.COLUMNS + " FROM outbox ORDER BY shard, position");
        ResultSet row = query.executeQuery()) {
      List<Event> events = new ArrayList<>();
      while (row.next()) {
        for (OutboxRow each : OutboxRow.from(row).events()) {
          events.add(EventJson.read(EventType.ofType(each.type()).orElseThrow(), each.body()));
        }
      }
      return events;
    }
  }
}
