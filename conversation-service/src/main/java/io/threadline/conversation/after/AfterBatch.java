package io.threadline.conversation.after;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.platform.inbox.BatchHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Several handlers of the same events under one position: they are read and counted once. */
public record AfterBatch(List<BatchHandler> handlers) implements BatchHandler {
  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    for (BatchHandler handler : handlers) {
      handler.apply(connection, tenant, events);
    }
  }
}
