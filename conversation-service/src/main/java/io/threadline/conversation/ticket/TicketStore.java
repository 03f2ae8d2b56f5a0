package io.threadline.conversation.ticket;

import io.threadline.contracts.Channel;
import io.threadline.contracts.Priority;
import io.threadline.contracts.TicketStatus;
import io.threadline.contracts.routing.RoutingEvent.Position;
import io.threadline.conversation.core.Ticket;
import io.threadline.conversation.core.Ticket.Milestones;
import io.threadline.conversation.core.Ticket.Origin;
import io.threadline.conversation.core.Ticket.Routed;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.database.Columns;
import io.threadline.platform.database.RowArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of tickets. They are written only under the lock of their conversation's row. */
public final class TicketStore {
  /** How many tickets of a customer a message can join: the newest. */
  private static final int MAX_JOINABLE = 20;

  private static final String JOINABLE =
      """
      SELECT t.* FROM unnest(?::uuid[]) AS wanted(id) CROSS JOIN LATERAL (
        SELECT * FROM ticket
        WHERE conversation_id = wanted.id
          AND status IN ('new', 'open', 'pending', 'on_hold', 'resolved')
        ORDER BY id DESC LIMIT %d) AS t
      """
          .formatted(MAX_JOINABLE);

  private static final String INSERT =
      """
      INSERT INTO ticket (id, tenant_id, conversation_id, customer_id, status, priority, channel,
        channel_account_id, opened_at)
      SELECT id, threadline_tenant(), conversation_id, customer_id, status, priority, channel,
        channel_account_id, opened_at
      FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[],
        ?::timestamptz[])
        AS t(id, conversation_id, customer_id, status, priority, channel, channel_account_id,
        opened_at)
      """;

  private static final String UPDATE =
      """
      UPDATE ticket SET status = t.status, priority = t.priority, queue = t.queue,
        language = t.language, assignee = t.assignee, last_assignee = t.last_assignee,
        first_replied_at = t.first_replied_at, first_replied_by = t.first_replied_by,
        resolved_at = t.resolved_at, resolved_by = t.resolved_by, version = t.version,
        snoozed_until = CASE WHEN t.status = 'on_hold' THEN ticket.snoozed_until END,
        routed_pool = t.pool, routed_epoch = t.epoch, routed_seq = t.seq,
        routed_ordinal = t.ordinal
      FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[], ?::bigint[],
        ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
        AS t(id, status, priority, queue, language, assignee, last_assignee,
        first_replied_at, first_replied_by, resolved_at, resolved_by, version,
        pool, epoch, seq, ordinal)
      WHERE ticket.id = t.id
      """;

  private TicketStore() {}

  /** The tickets that messages can join, by conversation, newest first. */
  public static Map<UUID, List<Ticket>> joinable(
      Connection connection, Collection<UUID> conversations) throws SQLException {
    Map<UUID, List<Ticket>> found = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(JOINABLE)) {
      RowArrays.bind(select, conversations).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Ticket ticket = read(rows);
          found.computeIfAbsent(ticket.conversationId(), id -> new ArrayList<>()).add(ticket);
        }
      }
    }
    return found;
  }

  /** The tickets with those ids, as far as they exist for the tenant. */
  public static Map<UUID, Ticket> byId(Connection connection, Collection<UUID> ids)
      throws SQLException {
    Map<UUID, Ticket> found = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM ticket WHERE id = ANY (?::uuid[])")) {
      RowArrays.bind(select, ids).uuid(id -> id);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Ticket ticket = read(rows);
          found.put(ticket.id(), ticket);
        }
      }
    }
    return found;
  }

  /** One ticket. */
  public static Optional<Ticket> find(Connection connection, UUID id) throws SQLException {
    return Optional.ofNullable(byId(connection, List.of(id)).get(id));
  }

  /** Writes new tickets. */
  public static void insert(Connection connection, Collection<Ticket> tickets) throws SQLException {
    if (tickets.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      RowArrays.bind(insert, tickets)
          .uuid(Ticket::id)
          .uuid(Ticket::conversationId)
          .uuid(Ticket::customerId)
          .text(ticket -> Words.of(ticket.status()))
          .text(ticket -> Words.of(ticket.priority()))
          .text(ticket -> ticket.origin().channel().name())
          .uuid(ticket -> ticket.origin().channelAccountId())
          .instant(ticket -> ticket.milestones().openedAt());
      insert.executeUpdate();
    }
  }

  /** Writes tickets that have changed. */
  public static void update(Connection connection, Collection<Ticket> tickets) throws SQLException {
    if (tickets.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      RowArrays.bind(update, tickets)
          .uuid(Ticket::id)
          .text(ticket -> Words.of(ticket.status()))
          .text(ticket -> Words.of(ticket.priority()))
          .text(ticket -> ticket.routed().queue())
          .text(ticket -> ticket.routed().language())
          .text(ticket -> ticket.routed().assignee())
          .text(ticket -> ticket.routed().lastAssignee())
          .instant(ticket -> ticket.milestones().firstRepliedAt())
          .text(ticket -> ticket.milestones().firstRepliedBy())
          .instant(ticket -> ticket.milestones().resolvedAt())
          .text(ticket -> ticket.milestones().resolvedBy())
          .number(Ticket::version)
          .text(position(Position::pool))
          .number(position(Position::epoch))
          .number(position(Position::seq))
          .number(position(position -> (long) position.ordinal()));
      update.executeUpdate();
    }
  }

  private static <T> Function<Ticket, @Nullable T> position(Function<Position, T> part) {
    return ticket -> {
      Position position = ticket.routed().position();
      return position == null ? null : part.apply(position);
    };
  }

  /** The ticket of a row of the table. */
  public static Ticket read(ResultSet row) throws SQLException {
    return new Ticket(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "conversation_id"),
        Columns.uuid(row, "customer_id"),
        Words.stored(TicketStatus.class, Columns.text(row, "status")),
        Words.stored(Priority.class, Columns.text(row, "priority")),
        new Origin(
            Channel.of(Columns.text(row, "channel")), Columns.uuid(row, "channel_account_id")),
        new Routed(
            Columns.textOrNull(row, "queue"),
            Columns.textOrNull(row, "language"),
            Columns.textOrNull(row, "assignee"),
            Columns.textOrNull(row, "last_assignee"),
            readPosition(row)),
        new Milestones(
            Columns.instant(row, "opened_at"),
            Columns.instantOrNull(row, "first_replied_at"),
            Columns.textOrNull(row, "first_replied_by"),
            Columns.instantOrNull(row, "resolved_at"),
            Columns.textOrNull(row, "resolved_by")),
        row.getLong("version"));
  }

  private static @Nullable Position readPosition(ResultSet row) throws SQLException {
    String pool = Columns.textOrNull(row, "routed_pool");
    return pool == null
        ? null
        : new Position(
            pool,
            row.getLong("routed_seq"),
            row.getInt("routed_ordinal"),
            row.getLong("routed_epoch"));
  }
}
