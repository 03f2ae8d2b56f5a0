package io.threadline.conversation.ticket;

import io.threadline.conversation.database.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists of tickets. In the two orders by age every filter has an index that gives the order;
 * of several statuses each is read in that order, and the best of all taken.
 *
 * @param statuses any of them; empty for all
 * @param priorities any of them; empty for all
 * @param assignee a login name, or {@code none}
 * @param terms what all of them have, as {@code tag:vip}
 */
record TicketQuery(
    List<String> statuses,
    List<String> priorities,
    @Nullable String assignee,
    @Nullable UUID customer,
    @Nullable String queue,
    @Nullable String channel,
    List<String> terms,
    @Nullable Boolean snoozed,
    TicketSort sort) {

  /** A row and its place in the list. */
  record Placed(TicketView ticket, String key) {}

  /**
   * At most {@code limit} tickets.
   *
   * @param agent whose unread marks are shown
   * @param after key and id of the last row of the page before; empty for the first page
   */
  List<Placed> list(Connection connection, String agent, List<String> after, int limit)
      throws SQLException {
    List<Placed> tickets = new ArrayList<>();
    try (PreparedStatement select = prepare(connection, agent, after, limit);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        tickets.add(new Placed(TicketView.read(rows), rows.getString("sort_key")));
      }
    }
    return tickets;
  }

  /** The statement, bound; the plans of its forms are tested. */
  PreparedStatement prepare(Connection connection, String agent, List<String> after, int limit)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    String inner =
        statuses.size() > 1 && !sort.sorts()
            ? "SELECT t.* FROM (" + each(values, after, limit) + ") AS t"
            : "SELECT t.* FROM ticket AS t" + where(values, statuses, after);
    inner += " ORDER BY " + sort.order() + " LIMIT ?";
    values.add(limit);
    values.add(agent);
    String sql = TicketView.SELECT.formatted(sort.key(), inner) + " ORDER BY " + sort.order();
    return Sql.prepare(connection, sql, values.toArray());
  }

  /** The best of each status by itself, for which there is an index in the list's order. */
  private String each(List<@Nullable Object> values, List<String> after, int limit) {
    List<String> parts = new ArrayList<>();
    for (String status : statuses) {
      parts.add(
          "(SELECT t.* FROM ticket AS t%s ORDER BY %s LIMIT ?)"
              .formatted(where(values, List.of(status), after), sort.order()));
      values.add(limit);
    }
    return String.join(" UNION ALL ", parts);
  }

  private String where(List<@Nullable Object> values, List<String> wanted, List<String> after) {
    List<String> conditions = new ArrayList<>();
    if (wanted.size() == 1) {
      add(conditions, values, "t.status = ?", wanted.getFirst());
    } else if (!wanted.isEmpty()) {
      add(conditions, values, "t.status = ANY (?)", wanted);
    }
    if ("none".equals(assignee)) {
      conditions.add("t.assignee IS NULL");
    } else {
      add(conditions, values, "t.assignee = ?", assignee);
    }
    add(conditions, values, "t.customer_id = ?", customer);
    add(conditions, values, "t.queue = ?", queue);
    add(conditions, values, "t.channel = ?", channel);
    add(conditions, values, "t.priority = ANY (?)", priorities.isEmpty() ? null : priorities);
    for (String term : terms) {
      add(conditions, values, "t.id IN (SELECT ticket_id FROM ticket_term WHERE term = ?)", term);
    }
    if (snoozed != null) {
      conditions.add("t.snoozed_until IS " + (snoozed ? "NOT NULL" : "NULL"));
    }
    if (!after.isEmpty()) {
      add(conditions, values, sort.after(), after.get(0));
      values.add(after.get(1));
    }
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private static void add(
      List<String> conditions,
      List<@Nullable Object> values,
      String condition,
      @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }
}
