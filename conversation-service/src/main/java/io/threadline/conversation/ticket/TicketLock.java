package io.threadline.conversation.ticket;

import io.threadline.conversation.core.Conversation;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.timeline.ConversationStore;
import io.threadline.platform.database.SqlStates;
import io.threadline.platform.problem.ApiException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tickets read under the lock of their conversation, to the end of the transaction. */
public final class TicketLock {
  private TicketLock() {}

  /** A ticket and its conversation, both held. */
  public record Held(Conversation conversation, Ticket ticket) {}

  /** Those of the tickets that exist, as they stand once their conversations are locked. */
  public static Map<UUID, Ticket> take(Connection connection, Collection<UUID> ids)
      throws SQLException {
    Map<UUID, Ticket> found = TicketStore.byId(connection, ids);
    if (found.isEmpty()) {
      return found;
    }
    ConversationStore.lock(
        connection,
        found.values().stream().map(Ticket::conversationId).collect(Collectors.toSet()));
    Map<UUID, Ticket> held = TicketStore.byId(connection, found.keySet());
    for (Ticket ticket : held.values()) {
      refuseIfMoved(found.get(ticket.id()), ticket);
    }
    return held;
  }

  /** Its customer was merged while the lock of the conversation was waited for. */
  private static void refuseIfMoved(@Nullable Ticket found, Ticket held) throws SQLException {
    if (found == null || !found.conversationId().equals(held.conversationId())) {
      throw SqlStates.tryAgain("ticket " + held.id() + " is in another conversation now");
    }
  }

  /**
   * One ticket.
   *
   * @throws ApiException if the tenant has no such ticket
   */
  public static Held take(Connection connection, UUID id) throws SQLException {
    Ticket found =
        TicketStore.find(connection, id).orElseThrow(() -> ApiException.notFound("ticket", id));
    Conversation conversation =
        ConversationStore.lock(connection, List.of(found.conversationId()))
            .get(found.conversationId());
    Ticket held =
        TicketStore.find(connection, id).orElseThrow(() -> ApiException.notFound("ticket", id));
    refuseIfMoved(found, held);
    if (conversation == null) {
      throw new IllegalStateException("ticket " + id + " has no conversation");
    }
    return new Held(conversation, held);
  }
}
