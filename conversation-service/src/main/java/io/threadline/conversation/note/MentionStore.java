package io.threadline.conversation.note;

import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.AgentNotified;
import io.threadline.contracts.conversation.Author;
import io.threadline.conversation.core.Details;
import io.threadline.conversation.core.Mentions;
import io.threadline.conversation.core.Storable;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.TicketEvents;
import io.threadline.conversation.database.Sql;
import io.threadline.conversation.details.DetailsStore;
import io.threadline.conversation.timeline.OwnMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows of mentions. */
public final class MentionStore {
  private static final String INSERT =
      """
      INSERT INTO mention (tenant_id, agent, message_id, conversation_id, ticket_id, seq, by_agent,
        excerpt, at)
      SELECT threadline_tenant(), agent, ?, ?, ?, ?, ?, ?, ? FROM unnest(?::text[]) AS m(agent)
      """;

  private MentionStore() {}

  /**
   * Writes down who is named in a note, and makes them followers of its ticket.
   *
   * @return what tells them
   */
  public static List<Event> write(Connection connection, Ticket ticket, OwnMessage note)
      throws SQLException {
    List<String> named = Mentions.of(note.text());
    if (named.isEmpty()) {
      return List.of();
    }
    long seq = note.thread().lastSeq();
    Sql.update(
        connection,
        INSERT,
        note.id(),
        note.thread().id(),
        ticket.id(),
        seq,
        note.agent(),
        Storable.cut(note.text(), AgentNotified.MAX_TEXT),
        note.at(),
        named);
    List<Event> events = new ArrayList<>();
    Author author = Author.agent(note.agent());
    for (String agent : named) {
      events.add(
          TicketEvents.notified(
              ticket, agent, AgentNotified.Kind.MENTIONED, seq, note.text(), author, note.at()));
    }
    Details before = DetailsStore.find(connection, ticket.id()).orElse(Details.NONE);
    Details after = before.joinedBy(named);
    if (!after.equals(before)) {
      DetailsStore.update(connection, ticket.id(), before, after);
      events.add(TicketEvents.detailsChanged(ticket, after, author, note.at()));
    }
    return events;
  }
}
