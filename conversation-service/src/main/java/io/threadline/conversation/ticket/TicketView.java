package io.threadline.conversation.ticket;

import io.threadline.conversation.core.Details;
import io.threadline.conversation.core.SlaClocks;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.database.Columns;
import io.threadline.conversation.database.Sql;
import io.threadline.conversation.details.DetailsStore;
import io.threadline.conversation.sla.SlaStore;
import io.threadline.platform.problem.ApiException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as the API shows it.
 *
 * @param status {@code new}, {@code open}, {@code pending}, {@code on_hold}, {@code resolved},
 *     {@code closed}, {@code spam} or {@code abandoned}
 * @param assignee the agent's login name, or null while nobody holds it
 * @param customerName the name the customer goes by, or an address while no name is known
 * @param fields values of custom fields by key
 * @param mergedInto the ticket that it became part of
 * @param sla the promises of its queue
 * @param dueAt the next of their deadlines that is still to be kept
 * @param last the newest message of the thread
 * @param unread true if the customer has written and the caller has not read it
 */
public record TicketView(
    UUID id,
    UUID customerId,
    String status,
    String channel,
    @Nullable String queue,
    @Nullable String language,
    @Nullable String assignee,
    String priority,
    UUID conversationId,
    @Nullable String customerName,
    Instant openedAt,
    @Nullable Instant firstRepliedAt,
    @Nullable Instant resolvedAt,
    @Nullable String resolvedBy,
    @Nullable String category,
    boolean complaint,
    @Nullable String rootCause,
    List<String> tags,
    List<String> participants,
    Map<String, Object> fields,
    @Nullable Instant followUpAt,
    @Nullable Instant snoozedUntil,
    @Nullable UUID mergedInto,
    List<SlaView> sla,
    @Nullable Instant dueAt,
    @Nullable LastMessage last,
    boolean unread,
    long version) {

  /**
   * Takes a sort key, a query of rows of tickets, and the agent whose unread marks are shown. One
   * by one, since a page has few rows: the planner would rather read all conversations once.
   */
  static final String SELECT =
      """
      SELECT t.*, (%s)::text AS sort_key, coalesce(u.display_name, (
          SELECT i.address FROM identity AS i WHERE i.customer_id = t.customer_id
          ORDER BY i.created_at LIMIT 1)) AS customer_name,
        c.last_seq, c.last_inbound_seq, m.direction AS last_direction,
        left(m.text, 160) AS last_text, m.received_at AS last_at, r.seq AS read_seq
      FROM (%s) AS t
      CROSS JOIN LATERAL (SELECT * FROM conversation WHERE id = t.conversation_id LIMIT 1) AS c
      CROSS JOIN LATERAL (SELECT * FROM customer WHERE id = t.customer_id LIMIT 1) AS u
      LEFT JOIN message AS m ON m.conversation_id = c.id AND m.seq = c.last_seq
      LEFT JOIN read_state AS r ON r.conversation_id = c.id AND r.agent = ?
      """;

  private static final String SOME =
      SELECT.formatted("''", "SELECT * FROM ticket WHERE id = ANY (?::uuid[])");

  private static final String ONE = SELECT.formatted("''", "SELECT * FROM ticket WHERE id = ?");

  /**
   * A promise and how it stands.
   *
   * @param clock {@code first_response}, {@code next_response} or {@code resolution}
   * @param state {@code running}, {@code warning} (most of the time is over), {@code breach} or
   *     {@code met}
   * @param stoppedAt when what was promised happened, be it late; null while it is awaited
   */
  public record SlaView(
      String clock, Instant deadline, String state, @Nullable Instant stoppedAt) {}

  /**
   * The newest message of a thread.
   *
   * @param text its beginning
   */
  public record LastMessage(long seq, String direction, String text, Instant at) {}

  /** One ticket, as an agent sees it. */
  public static TicketView find(Connection connection, UUID id, String agent) throws SQLException {
    return Sql.first(connection, ONE, TicketView::read, id, agent)
        .orElseThrow(() -> ApiException.notFound("ticket", id));
  }

  /** Those of the tickets that exist, in that order. */
  public static List<TicketView> byIds(Connection connection, List<UUID> ids, String agent)
      throws SQLException {
    Map<UUID, TicketView> found = new HashMap<>();
    Sql.list(connection, SOME, TicketView::read, ids, agent)
        .forEach(ticket -> found.put(ticket.id(), ticket));
    return ids.stream().filter(found::containsKey).map(found::get).toList();
  }

  static TicketView read(ResultSet row) throws SQLException {
    Ticket ticket = TicketStore.read(row);
    Details details = DetailsStore.read(row);
    SlaClocks clocks = SlaStore.read(row);
    return new TicketView(
        ticket.id(),
        ticket.customerId(),
        Words.of(ticket.status()),
        ticket.origin().channel().name(),
        ticket.routed().queue(),
        ticket.routed().language(),
        ticket.routed().assignee(),
        Words.of(ticket.priority()),
        ticket.conversationId(),
        Columns.textOrNull(row, "customer_name"),
        ticket.milestones().openedAt(),
        ticket.milestones().firstRepliedAt(),
        ticket.milestones().resolvedAt(),
        ticket.milestones().resolvedBy(),
        details.category(),
        details.complaint(),
        details.rootCause(),
        details.tags(),
        details.participants(),
        details.fields(),
        details.followUpAt(),
        details.snoozedUntil(),
        details.mergedInto(),
        sla(clocks),
        clocks.due().orElse(null),
        last(row),
        row.getLong("last_inbound_seq") > row.getLong("read_seq"),
        ticket.version());
  }

  private static List<SlaView> sla(SlaClocks clocks) {
    return clocks.runs().entrySet().stream()
        .map(entry ->
            new SlaView(
                Words.of(entry.getKey()),
                entry.getValue().deadline(),
                Words.of(entry.getValue().state()),
                entry.getValue().stoppedAt()))
        .toList();
  }

  private static @Nullable LastMessage last(ResultSet row) throws SQLException {
    String direction = Columns.textOrNull(row, "last_direction");
    return direction == null
        ? null
        : new LastMessage(
            row.getLong("last_seq"),
            direction,
            Columns.text(row, "last_text"),
            Columns.instant(row, "last_at"));
  }
}
